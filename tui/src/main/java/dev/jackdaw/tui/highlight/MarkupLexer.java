package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.List;

/** Marks tags, attributes, values and comments of XML and HTML. */
final class MarkupLexer implements Highlighter {
  private enum Place {
    TEXT,
    TAG,
    COMMENT,
    QUOTED,
    SINGLE_QUOTED
  }

  private final Theme theme;
  private Place place = Place.TEXT;

  MarkupLexer(Theme theme) {
    this.theme = theme;
  }

  @Override
  public Highlighter copy() {
    var copy = new MarkupLexer(theme);
    copy.place = place;
    return copy;
  }

  @Override
  public List<Span> line(String line) {
    var out = new Pieces(line, theme);
    for (var at = 0; at < line.length(); ) {
      at =
          switch (place) {
            case TEXT -> text(line, at, out);
            case TAG -> tag(line, at, out);
            case COMMENT -> until(line, at, "-->", Role.CODE_COMMENT, Place.TEXT, out);
            case QUOTED -> until(line, at, "\"", Role.CODE_STRING, Place.TAG, out);
            case SINGLE_QUOTED -> until(line, at, "'", Role.CODE_STRING, Place.TAG, out);
          };
    }
    return out.done();
  }

  private int until(String line, int at, String end, Role role, Place next, Pieces out) {
    var found = line.indexOf(end, at);
    if (found < 0) return out.take(role, line.length());
    place = next;
    return out.take(role, found + end.length());
  }

  private int text(String line, int at, Pieces out) {
    if (line.startsWith("<!--", at)) {
      place = Place.COMMENT;
      return out.take(Role.CODE_COMMENT, at + 4);
    }
    if (line.charAt(at) == '<' && at + 1 < line.length() && isTagStart(line.charAt(at + 1))) {
      place = Place.TAG;
      return out.take(Role.CODE_KEYWORD, nameEnd(line, at + 2));
    }
    if (line.charAt(at) == '&' && line.indexOf(';', at) > at) {
      return out.take(Role.CODE_NUMBER, line.indexOf(';', at) + 1);
    }
    return out.take(Role.TEXT, at + 1);
  }

  private static boolean isTagStart(char c) {
    return Character.isLetter(c) || c == '/' || c == '!' || c == '?' || c == '_';
  }

  private static int nameEnd(String line, int from) {
    var at = from;
    while (at < line.length() && isName(line.charAt(at))) at++;
    return at;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || "_-:.@".indexOf(c) >= 0;
  }

  private int tag(String line, int at, Pieces out) {
    var c = line.charAt(at);
    if (c == '>') {
      place = Place.TEXT;
      return out.take(Role.CODE_KEYWORD, at + 1);
    }
    if (c == '"' || c == '\'') {
      place = c == '"' ? Place.QUOTED : Place.SINGLE_QUOTED;
      return out.take(Role.CODE_STRING, at + 1);
    }
    if (isName(c)) return out.take(Role.CODE_TYPE, nameEnd(line, at));
    return out.take(c == '/' || c == '?' ? Role.CODE_KEYWORD : Role.TEXT, at + 1);
  }
}
