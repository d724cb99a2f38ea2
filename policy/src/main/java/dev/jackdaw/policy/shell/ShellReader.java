package dev.jackdaw.policy.shell;

import dev.jackdaw.policy.shell.ShellLine.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subset of the POSIX shell grammar in which nothing is expanded: words, both kinds of
 * quotes, {@code ;}, newline, {@code &&}, {@code ||}, {@code |}. The first thing outside of it ends
 * the reading. Words that any common shell takes otherwise than bash does are outside of it too.
 */
final class ShellReader {
  private static final int MAX_CHARS = 16 * 1024;
  private static final int MAX_COMMANDS = 64;

  /** Redirections without an effect on any file. */
  private static final List<String> HARMLESS_REDIRECTIONS =
      List.of(
          "2>&1",
          "1>&2",
          ">&2",
          ">/dev/null",
          "> /dev/null",
          "1>/dev/null",
          "2>/dev/null",
          "2> /dev/null");

  private static final Set<String> RESERVED =
      Set.of(
          "if",
          "then",
          "else",
          "elif",
          "fi",
          "for",
          "while",
          "until",
          "do",
          "done",
          "case",
          "esac",
          "select",
          "function",
          "time",
          "coproc",
          "in",
          "repeat",
          "foreach",
          "end",
          "nocorrect",
          "noglob");

  private final String text;
  private final List<Simple> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private boolean commandMustFollow;
  private @Nullable String unclear;
  private int at;

  ShellReader(String text) {
    this.text = text;
  }

  ShellLine read() {
    if (text.length() > MAX_CHARS) return new ShellLine.Unclear("more than 16 KiB");
    while (unclear == null && at < text.length()) step();
    if (unclear == null) endCommand();
    if (unclear == null && (commandMustFollow || commands.isEmpty())) fail("an unfinished command");
    return unclear == null ? new ShellLine.Plain(commands) : new ShellLine.Unclear(unclear);
  }

  private void step() {
    switch (text.charAt(at)) {
      case ' ', '\t' -> at++;
      case '\n', ';', '&', '|' -> operator();
      default -> {
        if (!redirection()) word();
      }
    }
  }

  private void operator() {
    var c = text.charAt(at);
    if (c == '\n') {
      at++;
      endCommand();
      return;
    }
    if (words.isEmpty()) {
      fail("an empty command");
      return;
    }
    var doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
    if (c == '&' && !doubled) {
      fail("a command in the background");
      return;
    }
    at += doubled && c != ';' ? 2 : 1;
    endCommand();
    commandMustFollow = c != ';';
  }

  private void endCommand() {
    if (words.isEmpty()) return;
    if (commands.size() == MAX_COMMANDS) fail("more than " + MAX_COMMANDS + " commands");
    commands.add(new Simple(words));
    words = new ArrayList<>();
    commandMustFollow = false;
  }

  private boolean redirection() {
    for (var form : HARMLESS_REDIRECTIONS) {
      if (text.startsWith(form, at) && endsWord(at + form.length())) {
        at += form.length();
        return true;
      }
    }
    return false;
  }

  private boolean endsWord(int index) {
    return index == text.length() || " \t\n;|&".indexOf(text.charAt(index)) >= 0;
  }

  private void word() {
    var start = at;
    var word = new StringBuilder();
    while (unclear == null && at < text.length() && !endsWord(at)) {
      var c = text.charAt(at);
      if (c == '\'' || c == '"') quoted(c, word);
      else bare(word, start);
    }
    if (unclear != null) return;
    if (words.isEmpty()) checkProgram(text.substring(start, at), word);
    words.add(word.toString());
  }

  private void checkProgram(String raw, CharSequence word) {
    if (RESERVED.contains(raw)) fail("the reserved word " + raw);
    if (word.isEmpty()) fail("an empty program name");
    var equals = raw.indexOf('=');
    if (equals >= 0) fail("an assignment");
  }

  private void quoted(char quote, StringBuilder word) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      var c = text.codePointAt(at);
      if (quote == '"' && (c == '$' || c == '`' || c == '\\')) {
        fail(c == '\\' ? "a backslash" : "an expansion");
        return;
      }
      if (c != '\n' && c != '\t' && ScriptParser.isUnreadable(c)) {
        fail("a character that does not show");
        return;
      }
      word.appendCodePoint(c);
      at += Character.charCount(c);
    }
    if (at == text.length()) fail("an open quote");
    at++;
  }

  private void bare(StringBuilder word, int start) {
    var c = text.codePointAt(at);
    var why = whyNotBare(c, at == start);
    if (why != null) {
      fail(why);
      return;
    }
    word.appendCodePoint(c);
    at += Character.charCount(c);
  }

  private @Nullable String whyNotBare(int c, boolean first) {
    if (c >= 0x80) {
      return Character.isLetterOrDigit(c) && !ScriptParser.isUnreadable(c)
          ? null
          : "an unusual character";
    }
    if (ScriptParser.isUnreadable(c)) return "a control character";
    return switch (c) {
      case '$', '`' -> "an expansion";
      case '\\' -> "a backslash";
      case '<', '>' -> "a redirection";
      case '(', ')' -> "a subshell";
      case '{', '}' -> "braces";
      case '*', '?', '[', ']' -> "a file name pattern";
      case '~' -> first || ":=".indexOf(text.charAt(at - 1)) >= 0 ? "a home folder" : null;
      case '#', '!', '^', '=', '%' -> first ? "an unusual first character" : null;
      default -> null;
    };
  }

  private void fail(String why) {
    if (unclear == null) unclear = why;
  }
}
