package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.highlight.Language.Delimited;
import dev.jackdaw.tui.highlight.Language.Flag;
import dev.jackdaw.tui.highlight.Language.Trait;
import dev.jackdaw.tui.highlight.Language.Word;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks what a {@link Language} is made of. A line is looked at once, from left to right. */
final class Lexer implements Highlighter {
  private final Language language;
  private final Theme theme;
  private @Nullable Delimited open;

  Lexer(Language language, Theme theme) {
    this.language = language;
    this.theme = theme;
  }

  @Override
  public Highlighter copy() {
    var copy = new Lexer(language, theme);
    copy.open = open;
    return copy;
  }

  @Override
  public List<Span> line(String line) {
    var out = new Pieces(line, theme);
    var at = open == null ? key(line, out) : goOn(open, line, 0, out);
    while (at < line.length()) at = next(line, at, out);
    return out.done();
  }

  private int next(String line, int at, Pieces out) {
    for (var candidate : language.delimited()) {
      if (line.startsWith(candidate.open(), at) && isReal(candidate, line, at)) {
        return goOn(candidate, line, at, out);
      }
    }
    if (isLineComment(line, at)) return out.take(Role.CODE_COMMENT, line.length());
    var c = line.charAt(at);
    if (isDigit(c)) return out.take(Role.CODE_NUMBER, numberEnd(line, at));
    if (language.before().indexOf(c) >= 0 && isWord(line, at + 1)) {
      return out.take(Role.CODE_TYPE, wordEnd(line, at + 1));
    }
    if (isWordStart(c)) return word(line, at, out);
    return out.take(Role.TEXT, at + Character.charCount(line.codePointAt(at)));
  }

  private boolean isLineComment(String line, int at) {
    if (has(Trait.SPACED_COMMENTS) && at > 0 && !Character.isWhitespace(line.charAt(at - 1))) {
      return false;
    }
    for (var start : language.lineComments()) if (line.startsWith(start, at)) return true;
    return false;
  }

  private boolean has(Trait trait) {
    return language.traits().contains(trait);
  }

  /** {@code 'a'} is a character and {@code 'a} something else where both exist. */
  private static boolean isReal(Delimited text, String line, int at) {
    if (!text.flags().contains(Flag.CHARACTER)) return true;
    var next = at + 1;
    if (next >= line.length()) return false;
    if (line.charAt(next) == '\\') return true;
    return line.startsWith(text.close(), next + Character.charCount(line.codePointAt(next)));
  }

  /** Takes a text or comment up to its end, or the rest of the line if it goes on. */
  private int goOn(Delimited text, String line, int from, Pieces out) {
    var end = end(text, line, open == null ? from + text.open().length() : from);
    var ends = end >= 0;
    open = !ends && text.flags().contains(Flag.LINES) ? text : null;
    var to = ends ? end : line.length();
    return out.take(role(text, line, to), to);
  }

  private Role role(Delimited text, String line, int to) {
    if (text.isComment()) return Role.CODE_COMMENT;
    if (!has(Trait.TEXT_KEYS)) return Role.CODE_STRING;
    var next = to;
    while (next < line.length() && line.charAt(next) == ' ') next++;
    return next < line.length() && line.charAt(next) == ':' ? Role.CODE_KEYWORD : Role.CODE_STRING;
  }

  private static int end(Delimited text, String line, int from) {
    var escapes = text.flags().contains(Flag.ESCAPES);
    for (var i = from; i < line.length(); i++) {
      if (escapes && line.charAt(i) == '\\') i++;
      else if (line.startsWith(text.close(), i)) return i + text.close().length();
    }
    return -1;
  }

  /** Takes a key at the beginning of the line. */
  private int key(String line, Pieces out) {
    if (language.keyEnd().isEmpty()) return 0;
    var start = 0;
    while (start < line.length() && " -".indexOf(line.charAt(start)) >= 0) start++;
    var end = start;
    while (end < line.length() && (isWord(line, end) || line.charAt(end) == ' ')) end++;
    var ends = end < line.length() && language.keyEnd().indexOf(line.charAt(end)) >= 0;
    if (start == end || !ends || !isWordStart(line.charAt(start))) return 0;
    var opens = line.charAt(end) == ':' && line.indexOf('{', end) >= 0;
    if (opens && !has(Trait.TEXT_KEYS)) return 0;
    out.take(Role.TEXT, start);
    return out.take(Role.CODE_KEYWORD, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int numberEnd(String line, int from) {
    var at = from;
    while (at < line.length()) {
      var c = line.charAt(at);
      var sign =
          (c == '+' || c == '-') && "eE".indexOf(line.charAt(at - 1 < from ? from : at - 1)) >= 0;
      var dot = c == '.' && at + 1 < line.length() && isDigit(line.charAt(at + 1));
      if (!Character.isLetterOrDigit(c) && c != '_' && !dot && !sign) break;
      at++;
    }
    return at;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '~';
  }

  private boolean isWord(String line, int at) {
    if (at >= line.length()) return false;
    var c = line.charAt(at);
    return Character.isLetterOrDigit(c) || c == '_' || language.inWords().indexOf(c) >= 0;
  }

  private int wordEnd(String line, int from) {
    var at = from;
    while (isWord(line, at)) at++;
    return at;
  }

  private int word(String line, int from, Pieces out) {
    var end = Math.max(from + 1, wordEnd(line, from));
    var word = line.substring(from, end);
    var known = known(word);
    if (known.isPresent()) return out.take(known.get(), end);
    if (has(Trait.CALLS) && end < line.length() && line.charAt(end) == '(') {
      return out.take(Role.CODE_FUNCTION, end);
    }
    var type = has(Trait.CAPITAL_TYPES) && Character.isUpperCase(word.charAt(0));
    return out.take(type ? Role.CODE_TYPE : Role.TEXT, end);
  }

  private Optional<Role> known(String word) {
    var asked = has(Trait.ANY_CASE) ? word.toLowerCase(Locale.ROOT) : word;
    for (var kind : Word.values()) {
      if (language.words().getOrDefault(kind, Set.of()).contains(asked)) {
        return Optional.of(
            switch (kind) {
              case KEYWORD -> Role.CODE_KEYWORD;
              case TYPE -> Role.CODE_TYPE;
              case CONSTANT -> Role.CODE_NUMBER;
            });
      }
    }
    return Optional.empty();
  }
}
