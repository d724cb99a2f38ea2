package dev.jackdaw.policy.shell;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.policy.shell.Script.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the strict subset of bash: what is outside of it, or could be read in two ways, is {@link
 * Uncertain}. The subset has lists, pipelines, groups, subshells, {@code for}, {@code while},
 * {@code if}, {@code case}, {@code time}, redirections, here-documents without expansion, and what
 * commands print in the place of a file or between double quotes.
 */
final class ScriptParser {
  private static final int MAX_CHARS = 16 * 1024;
  private static final int MAX_DEPTH = 32;
  private static final Set<String> UNSUPPORTED =
      Set.of("select", "function", "coproc", "time", "in");
  private static final Set<String> CLOSING =
      Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}");

  private final Cursor cursor;
  private final Redirections redirections;
  private int depth;
  private int commands;

  /** What runs beside the command that is being read, because it takes what they print. */
  private List<Script> feeding = new ArrayList<>();

  private ScriptParser(String text) {
    cursor = new Cursor(text, this::substituted);
    redirections = new Redirections(cursor);
  }

  static Script parse(String text) throws Uncertain {
    if (text.length() > MAX_CHARS) throw new Uncertain("it is longer than 16 KiB", "");
    checkCharacters(text);
    var parser = new ScriptParser(text);
    parser.skipLines();
    if (parser.cursor.atEnd() && !text.isBlank()) return new Script.Sequence(List.of());
    var script = parser.list();
    if (!parser.cursor.atEnd()) throw parser.cursor.uncertain("its grammar is not followed here");
    parser.redirections.checkNonePending();
    return script;
  }

  private static void checkCharacters(String text) throws Uncertain {
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      if (c != '\n' && c != '\t' && isUnreadable(c)) {
        throw new Uncertain("it holds a character that does not show", "U+%04X".formatted(c));
      }
      i += Character.charCount(c);
    }
  }

  static boolean isUnreadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> VisibleText.isIgnorable(c);
    };
  }

  /** Commands up to the end, a closing parenthesis or a closing word. */
  private Script list() throws Uncertain {
    if (++depth > MAX_DEPTH) throw cursor.uncertain("it nests deeper than " + MAX_DEPTH);
    var parts = new ArrayList<Script>();
    skipLines();
    while (!cursor.atEnd() && cursor.peek() != ')' && !CLOSING.contains(keyword())) {
      parts.add(andOr());
      if (!endOfCommand()) break;
      skipLines();
    }
    depth--;
    if (parts.isEmpty()) throw cursor.uncertain("a command is missing");
    return parts.size() == 1 ? parts.getFirst() : new Script.Sequence(parts);
  }

  /** Skips what separates commands, if it is there. */
  private boolean endOfCommand() throws Uncertain {
    cursor.skipBlanks();
    if (cursor.looksAt(";;")) return false;
    if (cursor.skip(";")) return true;
    if (cursor.peek() == '&') throw cursor.uncertain("it leaves a command in the background");
    return cursor.peek() == '\n';
  }

  private void skipLines() throws Uncertain {
    cursor.skipBlanks();
    while (cursor.skip("\n")) {
      redirections.readBodies();
      cursor.skipBlanks();
    }
  }

  private Script andOr() throws Uncertain {
    var left = pipeline();
    while (true) {
      cursor.skipBlanks();
      var and = cursor.looksAt("&&");
      if (!and && !cursor.looksAt("||")) return left;
      cursor.at += 2;
      skipLines();
      var right = pipeline();
      left = and ? new Script.And(left, right) : new Script.Or(left, right);
    }
  }

  private Script pipeline() throws Uncertain {
    if (cursor.peek() == '!' && " \t".indexOf(cursor.peek(1)) >= 0) {
      cursor.at++;
      cursor.skipBlanks();
      if (cursor.peek() == '!') throw cursor.uncertain("it negates twice");
      return new Script.Not(pipeline());
    }
    if (keyword().equals("time")) return timed();
    var parts = new ArrayList<Script>();
    parts.add(command());
    cursor.skipBlanks();
    while (cursor.peek() == '|' && cursor.peek(1) != '|') {
      cursor.at++;
      // What goes wrong is told into the pipe, too: no list of names any more.
      if (cursor.skip("&")) parts.add(new Script.Group(parts.removeLast(), List.of()));
      skipLines();
      parts.add(command());
      cursor.skipBlanks();
    }
    return parts.size() == 1 ? parts.getFirst() : new Script.Pipeline(parts);
  }

  /** Only where every bash takes the word for its own: before a command, at most with a -p. */
  private Script timed() throws Uncertain {
    expect("time");
    cursor.skipBlanks();
    if (keyword().equals("-p")) expect("-p");
    cursor.skipBlanks();
    if (cursor.atEnd() || "-;|&)\n".indexOf(cursor.peek()) >= 0 || keyword().equals("time")) {
      throw cursor.uncertain("it uses \"time\" in an unusual way");
    }
    return new Script.Group(pipeline(), List.of());
  }

  private Script command() throws Uncertain {
    var outer = feeding;
    feeding = new ArrayList<>();
    var script = commandAlone();
    var beside = feeding;
    feeding = outer;
    return beside.isEmpty() ? script : new Script.Fed(beside, script);
  }

  /** Reads commands whose output is taken, behind their opening parenthesis, and closes it. */
  private void substituted() throws Uncertain {
    if (redirections.isPending()) throw cursor.uncertain("it substitutes inside a document");
    feeding.add(subshellBody());
    if (redirections.isPending()) throw cursor.uncertain("a document begins in a substitution");
  }

  private Script subshellBody() throws Uncertain {
    var body = list();
    if (!cursor.skip(")")) throw cursor.uncertain("a parenthesis is not closed");
    return new Script.Subshell(body, List.of());
  }

  private Script commandAlone() throws Uncertain {
    if (cursor.peek() == '(') return subshell();
    var word = keyword();
    if (UNSUPPORTED.contains(word)) throw cursor.uncertain("it uses \"" + word + "\"");
    if (CLOSING.contains(word)) throw cursor.uncertain("its grammar is not followed here");
    return switch (word) {
      case "{" -> group();
      case "for" -> forLoop();
      case "while", "until" -> whileLoop(word);
      case "case" -> choice();
      case "if" -> condition();
      case "[[" -> conditional();
      default -> simple();
    };
  }

  /** The unquoted word that stands here, for comparison with the reserved ones. */
  private String keyword() {
    var end = cursor.at;
    while (end < cursor.text.length() && " \t\n;|&()<>".indexOf(cursor.text.charAt(end)) < 0) end++;
    return cursor.text.substring(cursor.at, end);
  }

  private void expect(String keyword) throws Uncertain {
    cursor.skipBlanks();
    if (!keyword().equals(keyword)) throw cursor.uncertain("\"" + keyword + "\" is missing");
    cursor.at += keyword.length();
  }

  private Script subshell() throws Uncertain {
    cursor.at++;
    if (cursor.peek() == '(') throw cursor.uncertain("it calculates");
    var body = list();
    if (!cursor.skip(")")) throw cursor.uncertain("a parenthesis is not closed");
    return new Script.Subshell(body, trailing());
  }

  private Script group() throws Uncertain {
    expect("{");
    var body = list();
    expect("}");
    return new Script.Group(body, trailing());
  }

  private Script whileLoop(String keyword) throws Uncertain {
    expect(keyword);
    var condition = list();
    if (keyword.equals("until")) condition = new Script.Not(condition);
    var body = loopBody();
    return new Script.While(condition, body, trailing());
  }

  private Script choice() throws Uncertain {
    expect("case");
    cursor.skipBlanks();
    var subject = one(word());
    skipLines();
    expect("in");
    var branches = new ArrayList<Script>();
    for (skipLines(); !keyword().equals("esac"); skipLines()) {
      pattern();
      skipLines();
      if (!cursor.looksAt(";;") && !keyword().equals("esac")) branches.add(list());
      skipLines();
      if (!cursor.skip(";;") && !keyword().equals("esac")) {
        throw cursor.uncertain("its grammar is not followed here");
      }
      if (cursor.peek() == '&') throw cursor.uncertain("its grammar is not followed here");
    }
    expect("esac");
    return new Script.Case(subject, branches, trailing());
  }

  private Word one(List<Word> words) throws Uncertain {
    if (words.size() != 1) throw cursor.uncertain("its grammar is not followed here");
    return words.getFirst();
  }

  /** Patterns of a case up to the parenthesis: they are compared with, and name no files. */
  private void pattern() throws Uncertain {
    cursor.skip("(");
    do {
      cursor.skipBlanks();
      var start = cursor.at;
      var isPlain =
          one(new WordReader(cursor).read()).pieces().stream()
              .allMatch(
                  piece -> piece instanceof Word.Piece.Text || piece instanceof Word.Piece.Wild);
      if (!isPlain) throw cursor.uncertain("its grammar is not followed here", start);
      cursor.skipBlanks();
    } while (cursor.skip("|"));
    if (!cursor.skip(")")) throw cursor.uncertain("its grammar is not followed here");
  }

  private Script loopBody() throws Uncertain {
    expect("do");
    var body = list();
    expect("done");
    return body;
  }

  private Script forLoop() throws Uncertain {
    expect("for");
    cursor.skipBlanks();
    var variable = keyword();
    if (!isLoopVariable(variable)) throw cursor.uncertain("it loops over more than a variable");
    cursor.at += variable.length();
    expect("in");
    var values = new ArrayList<Word>();
    for (cursor.skipBlanks(); ";\n".indexOf(cursor.peek()) < 0; cursor.skipBlanks()) {
      if (cursor.atEnd() || "|&()<>".indexOf(cursor.peek()) >= 0) {
        throw cursor.uncertain("the list of the loop does not end");
      }
      values.addAll(new WordReader(cursor).read());
    }
    if (!endOfCommand()) throw cursor.uncertain("the list of the loop does not end");
    skipLines();
    return new Script.For(variable, values, loopBody(), trailing());
  }

  /** Lower case only: the shell and programs give meaning to names in capitals. */
  static boolean isLoopVariable(String name) {
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      if (!WordReader.isNamePart(c, i == 0) || c >= 'A' && c <= 'Z') return false;
    }
    return !name.isEmpty()
        && !name.equals("_")
        && !name.startsWith("-")
        && !name.endsWith("_proxy");
  }

  private Script condition() throws Uncertain {
    expect("if");
    var script = branches();
    expect("fi");
    return new Script.If(script.condition(), script.then(), script.otherwise(), trailing());
  }

  private Script.If branches() throws Uncertain {
    if (++depth > MAX_DEPTH) throw cursor.uncertain("it nests deeper than " + MAX_DEPTH);
    var condition = list();
    expect("then");
    var then = list();
    cursor.skipBlanks();
    @Nullable Script otherwise = null;
    if (keyword().equals("elif")) {
      expect("elif");
      otherwise = branches();
    } else if (keyword().equals("else")) {
      expect("else");
      otherwise = list();
    }
    depth--;
    return new Script.If(condition, then, otherwise, List.of());
  }

  /** Tests between double brackets, each a command of its own; without parentheses. */
  private Script conditional() throws Uncertain {
    expect("[[");
    var tests = new ArrayList<Script>();
    var words = new ArrayList<Word>();
    var start = cursor.at;
    for (cursor.skipBlanks(); !keyword().equals("]]"); cursor.skipBlanks()) {
      var joint = cursor.looksAt("&&") || cursor.looksAt("||");
      if (joint) {
        tests.add(test(words, start));
        words.clear();
        cursor.at += 2;
        start = cursor.at;
        continue;
      }
      if (cursor.atEnd() || "\n;|&()<>{".indexOf(cursor.peek()) >= 0) {
        throw cursor.uncertain("a test is not followed here");
      }
      if (keyword().equals("=~")) words.add(literal(regular()));
      else words.addAll(testWord());
    }
    tests.add(test(words, start));
    expect("]]");
    return new Script.Group(new Script.Sequence(tests), trailing());
  }

  private String regular() throws Uncertain {
    expect("=~");
    return "=~";
  }

  /** Bash does not make several words of braces here. */
  private List<Word> testWord() throws Uncertain {
    var start = cursor.at;
    var read = new WordReader(cursor).read();
    if (cursor.text.substring(start, cursor.at).indexOf('{') >= 0) {
      throw cursor.uncertain("a test is not followed here", start);
    }
    return read;
  }

  private Script test(List<Word> words, int start) throws Uncertain {
    if (words.isEmpty()) throw cursor.uncertain("a test is missing", start);
    if (++commands > Walk.MAX_COMMANDS) throw Walk.tooMany();
    var all = new ArrayList<Word>();
    all.add(literal("[["));
    all.addAll(words);
    all.add(literal("]]"));
    return new Script.Simple(
        all, List.of(), "[[ " + cursor.text.substring(start, cursor.at).strip() + " ]]");
  }

  private static Word literal(String text) {
    return new Word(List.of(new Word.Piece.Text(text, true)));
  }

  /** The redirections behind a compound command. */
  private List<Redirect> trailing() throws Uncertain {
    var found = new ArrayList<Redirect>();
    cursor.skipBlanks();
    while (redirections.isOne()) {
      redirections.read().ifPresent(found::add);
      cursor.skipBlanks();
    }
    if (!cursor.atEnd() && ";|&)\n".indexOf(cursor.peek()) < 0) {
      throw cursor.uncertain("its grammar is not followed here");
    }
    return found;
  }

  /** A number or a name in braces right before a redirection is a descriptor of its own. */
  private List<Word> word() throws Uncertain {
    if (cursor.peek() == '(') throw cursor.uncertain("a parenthesis stands inside a command");
    var start = cursor.at;
    var words = new WordReader(cursor).read();
    var raw = cursor.text.substring(start, cursor.at);
    if ("<>".indexOf(cursor.peek()) >= 0 && (raw.endsWith("}") || raw.matches("[0-9]+"))) {
      throw cursor.uncertain("it redirects in an unusual way", start);
    }
    if (redirections.isPending() && raw.indexOf('\n') >= 0) {
      throw cursor.uncertain("a line breaks before a here-document begins", start);
    }
    return words;
  }

  /** What commands print, in the place of a file. */
  private Word fed(int command) throws Uncertain {
    var start = cursor.at;
    if (start > command && " \t\n".indexOf(cursor.text.charAt(start - 1)) < 0) {
      throw cursor.uncertain("it builds a word from a substituted process", start);
    }
    cursor.at += 2;
    cursor.substitute();
    if (!cursor.atEnd() && " \t\n;|&)".indexOf(cursor.peek()) < 0) {
      throw cursor.uncertain("it builds a word from a substituted process", start);
    }
    return new Word(List.of(new Word.Piece.Fed()));
  }

  private Script simple() throws Uncertain {
    var start = cursor.at;
    var words = new ArrayList<Word>();
    var redirects = new ArrayList<Redirect>();
    cursor.skipBlanks();
    while (!cursor.atEnd()) {
      if (cursor.looksAt("<(")) words.add(fed(start));
      else if (redirections.isOne()) redirections.read().ifPresent(redirects::add);
      else if (";|&)\n".indexOf(cursor.peek()) >= 0) break;
      else words.addAll(word());
      cursor.skipBlanks();
    }
    if (words.isEmpty()) throw cursor.uncertain("a command is missing", start);
    if (++commands > Walk.MAX_COMMANDS) throw Walk.tooMany();
    return new Script.Simple(words, redirects, cursor.text.substring(start, cursor.at).strip());
  }
}
