package dev.jackdaw.policy.shell;

import dev.jackdaw.api.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command part of a rule: {@code git diff:*} or {@code git diff *} a prefix that ends at a
 * word, {@code npm run test} exactly that, {@code git * main} with any words in place of the star;
 * a star meant literally is written {@code \*}.
 *
 * <p>{@link #covers} and {@link #isExactly} are exact and serve to allow; {@link #touches} looks
 * for the words anywhere in the line and serves to forbid and to ask.
 */
public final class CommandPattern {
  private enum Form {
    EVERY,
    PREFIX,
    EXACT,
    WILD
  }

  private final Form form;
  private final String text;
  private final List<String> words;

  private CommandPattern(Form form, String text, List<String> words) {
    this.form = form;
    this.text = text;
    this.words = List.copyOf(words);
  }

  /** Reads the written form; every text is one. */
  public static CommandPattern of(String specifier) {
    var written = specifier.strip();
    if (written.isEmpty() || written.equals("*")) {
      return new CommandPattern(Form.EVERY, "", List.of());
    }
    var prefix = withoutPrefixSign(written);
    if (firstStar(prefix) >= 0) return new CommandPattern(Form.WILD, written, split(written));
    var literal = unescape(prefix);
    var form = prefix.length() < written.length() ? Form.PREFIX : Form.EXACT;
    return new CommandPattern(form, literal, literalWords(literal));
  }

  private static String withoutPrefixSign(String written) {
    if (written.endsWith(":*")) return written.substring(0, written.length() - 2).stripTrailing();
    if (written.endsWith(" *")) return written.substring(0, written.length() - 2).stripTrailing();
    return written;
  }

  private static List<String> literalWords(String literal) {
    return ShellLine.parse(literal) instanceof ShellLine.Plain(var commands) && commands.size() == 1
        ? commands.getFirst().words()
        : List.of();
  }

  private static List<String> split(String written) {
    var prefix = withoutPrefixSign(written);
    var words = new ArrayList<String>();
    for (var word : prefix.split(" ", -1)) {
      if (!word.isEmpty()) words.add(word);
    }
    if (prefix.length() < written.length()) words.add("*");
    return words;
  }

  /** Returns the specifier for this very command. */
  public static String exactly(String command) {
    var escaped = command.strip().replace("\\", "\\\\").replace("*", "\\*");
    return escaped.isEmpty() ? "\\" : escaped;
  }

  /**
   * Returns the specifier a lasting yes to the command would add: a prefix for the everyday
   * sub-commands of well-known tools, else the very command. Programs that run others, and
   * interpreters, are not among them.
   */
  public static String proposal(String command) {
    if (ShellLine.parse(command) instanceof ShellLine.Plain(var commands) && commands.size() == 1) {
      var prefix = Programs.prefixOf(commands.getFirst());
      if (!prefix.isEmpty()) return String.join(" ", prefix) + ":*";
    }
    return exactly(command);
  }

  private static int firstStar(String written) {
    for (var i = 0; i < written.length(); i++) {
      if (written.charAt(i) == '*') return i;
      if (isEscape(written, i)) i++;
    }
    return -1;
  }

  private static boolean isEscape(String written, int i) {
    return written.charAt(i) == '\\'
        && i + 1 < written.length()
        && "\\*".indexOf(written.charAt(i + 1)) >= 0;
  }

  private static String unescape(String written) {
    var literal = new StringBuilder();
    for (var i = 0; i < written.length(); i++) {
      if (isEscape(written, i)) i++;
      literal.append(written.charAt(i));
    }
    return literal.toString();
  }

  /** Returns whether it stands for every command. */
  public boolean isEvery() {
    return form == Form.EVERY;
  }

  /** Returns whether the line is, to the letter, the one that was written. */
  public boolean isExactly(String line) {
    return form == Form.EXACT && text.equals(line.strip());
  }

  /** Returns whether the command is meant; one that uses a hidden power must be spelled out. */
  public boolean covers(ShellLine.Simple command) {
    return switch (form) {
      case EVERY -> true;
      case EXACT -> !words.isEmpty() && words.equals(command.words());
      case PREFIX ->
          !words.isEmpty() && startsWith(command.words(), words) && !HiddenPowers.usedBy(command);
      case WILD -> wildCovers(words, command.words()) && !HiddenPowers.usedBy(command);
    };
  }

  private static boolean startsWith(List<String> list, List<String> prefix) {
    return list.size() >= prefix.size() && list.subList(0, prefix.size()).equals(prefix);
  }

  /** A word {@code *} stands for one word or more; a star in the program's name not for a slash. */
  private static boolean wildCovers(List<String> wanted, List<String> words) {
    var reached = new boolean[words.size() + 1];
    reached[0] = true;
    for (var pattern : wanted) {
      var next = new boolean[words.size() + 1];
      for (var n = 1; n <= words.size(); n++) {
        if (pattern.equals("*")) next[n] = reached[n - 1] || next[n - 1];
        else next[n] = reached[n - 1] && wordMatches(pattern, words.get(n - 1), n == 1);
      }
      reached = next;
    }
    return reached[words.size()];
  }

  private static boolean wordMatches(String pattern, String word, boolean program) {
    if (program && word.chars().filter(c -> c == '/').count() != slashes(pattern)) return false;
    if (program && word.contains("..")) return pattern.equals(word);
    return Glob.matches(starOnly(pattern), word);
  }

  private static long slashes(String pattern) {
    return pattern.chars().filter(c -> c == '/').count();
  }

  /** Only the star is special in a command rule. */
  private static String starOnly(String pattern) {
    return pattern.replace("[", "\\[").replace("?", "\\?");
  }

  /** Returns whether a lenient reader could think that something in the line is meant. */
  public boolean touches(String line, ShellLine parsed) {
    if (form == Form.EVERY || isExactly(line)) return true;
    if (parsed instanceof ShellLine.Plain(var commands)) {
      var conclusive = true;
      for (var command : commands) {
        var reads = Programs.onlyReads(command);
        if (touches(command.words(), reads ? 1 : command.words().size())) return true;
        conclusive &= reads;
      }
      if (conclusive) return false;
    }
    var rough = RoughWords.of(line);
    return touches(rough, rough.size());
  }

  /** Looks for the words from each of the first {@code starts} positions on. */
  private boolean touches(List<String> line, int starts) {
    var wanted = form == Form.WILD ? words : RoughWords.of(text);
    var plain = form == Form.WILD || words.isEmpty() ? wanted : words;
    for (var start = 0; start < Math.min(starts, line.size()); start++) {
      var rest = line.subList(start, line.size());
      if (form == Form.WILD
          ? wildTouches(rest)
          : leadsWith(rest, wanted) || leadsWith(rest, plain)) {
        return true;
      }
    }
    return false;
  }

  private boolean wildTouches(List<String> rest) {
    return Glob.matches(
            starOnly(text.replace(":*", " *")).toLowerCase(Locale.ROOT),
            String.join(" ", rest).toLowerCase(Locale.ROOT) + " ")
        || Glob.matches(
            starOnly(text.replace(":*", "*")).toLowerCase(Locale.ROOT),
            String.join(" ", rest).toLowerCase(Locale.ROOT));
  }

  /** Options, each with at most one operand, may stand between the words that are looked for. */
  private static boolean leadsWith(List<String> rest, List<String> wanted) {
    if (wanted.isEmpty() || !sameProgram(rest.getFirst(), wanted.getFirst())) return false;
    var at = 1;
    for (var next : wanted.subList(1, wanted.size())) {
      while (at < rest.size() && !rest.get(at).equalsIgnoreCase(next)) {
        if (!rest.get(at).startsWith("-") && !rest.get(at - 1).startsWith("-")) return false;
        at++;
      }
      if (at++ == rest.size()) return false;
    }
    return true;
  }

  private static boolean sameProgram(String word, String wanted) {
    var name = word.substring(word.lastIndexOf('/') + 1);
    return word.equalsIgnoreCase(wanted) || name.equalsIgnoreCase(wanted);
  }
}
