package dev.jackdaw.api.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** A recursive-descent reader of RFC 8259 text: nothing lenient, duplicate names refused. */
final class JsonReader {
  /** Deeper nesting is refused rather than risking the stack. */
  static final int MAX_DEPTH = 200;

  /** The members of an object that was read: nobody else has them, so they need no copy. */
  static final class Members extends LinkedHashMap<String, Json> {}

  private final String text;
  private int at;
  private int depth;

  JsonReader(CharSequence text) {
    this.text = text.toString();
  }

  Json document() {
    var value = value();
    skipSpace();
    if (at < text.length()) throw problem("unexpected " + shown());
    return value;
  }

  static boolean isNumber(String literal) {
    var reader = new JsonReader(literal);
    try {
      reader.number();
    } catch (JsonException _) {
      return false;
    }
    return reader.at == literal.length();
  }

  private Json value() {
    skipSpace();
    if (at >= text.length()) throw problem("unexpected end");
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", new Json.Bool(true));
      case 'f' -> literal("false", new Json.Bool(false));
      case 'n' -> literal("null", Json.Null.INSTANCE);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Json.Num(number());
      default -> throw problem("unexpected " + shown());
    };
  }

  private Json.Obj object() {
    descend();
    var members = new Members();
    if (!closes('}')) {
      do {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '"') throw problem("expected a member name");
        var start = at;
        var name = string();
        expect(':');
        if (members.put(name, value()) != null) {
          throw new JsonException("duplicate member \"" + name + "\"", start);
        }
      } while (continues('}'));
    }
    depth--;
    return new Json.Obj(members);
  }

  private Json.Arr array() {
    descend();
    var elements = new ArrayList<Json>();
    if (!closes(']')) {
      do {
        elements.add(value());
      } while (continues(']'));
    }
    depth--;
    return new Json.Arr(elements);
  }

  private void descend() {
    at++;
    if (++depth > MAX_DEPTH) throw problem("nested deeper than " + MAX_DEPTH + " levels");
  }

  private boolean closes(char end) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == end) {
      at++;
      return true;
    }
    return false;
  }

  private boolean continues(char end) {
    skipSpace();
    if (at < text.length()) {
      var c = text.charAt(at);
      if (c == ',' || c == end) {
        at++;
        return c == ',';
      }
    }
    throw problem("expected ',' or '" + end + "'");
  }

  private void expect(char wanted) {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != wanted)
      throw problem("expected '" + wanted + "'");
    at++;
  }

  private Json literal(String word, Json value) {
    if (!text.startsWith(word, at)) throw problem("unexpected " + shown());
    at += word.length();
    return value;
  }

  private String number() {
    var start = at;
    accept('-');
    if (!accept('0')) digits();
    if (accept('.')) digits();
    if (accept('e') || accept('E')) {
      if (!accept('+')) accept('-');
      digits();
    }
    return text.substring(start, at);
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void digits() {
    var start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    if (at == start) throw problem("expected a digit");
  }

  private String string() {
    var start = ++at;
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == '"') return text.substring(start, at++);
      if (c == '\\') return escapedString(start);
      if (c < ' ') throw problem("control character in a string");
      at++;
    }
    throw problem("string without an end");
  }

  private String escapedString(int start) {
    var out = new StringBuilder(Math.max(32, (at - start) * 2));
    var plain = start;
    while (at < text.length()) {
      var c = text.charAt(at++);
      switch (c) {
        case '"' -> {
          return out.append(text, plain, at - 1).toString();
        }
        case '\\' -> {
          out.append(text, plain, at - 1).append(escape());
          plain = at;
        }
        default -> {
          if (c < ' ') throw problem("control character in a string");
        }
      }
    }
    throw problem("string without an end");
  }

  private char escape() {
    if (at >= text.length()) throw problem("string without an end");
    return switch (text.charAt(at++)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw problem("unknown escape");
    };
  }

  private char hex() {
    if (at + 4 > text.length()) throw problem("string without an end");
    var code = 0;
    for (var end = at + 4; at < end; at++) {
      var digit = Character.digit(text.charAt(at), 16);
      if (digit < 0 || text.charAt(at) > 'f') throw problem("expected four hexadecimal digits");
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private void skipSpace() {
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
      at++;
    }
  }

  private String shown() {
    return at < text.length() ? "'" + text.charAt(at) + "'" : "end";
  }

  private JsonException problem(String what) {
    return new JsonException(what, at);
  }
}
