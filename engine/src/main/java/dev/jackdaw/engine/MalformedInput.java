package dev.jackdaw.engine;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;

/** Says what is wrong with an input that is no JSON object: what, where, and in which member. */
final class MalformedInput {
  private static final int SHOWN_BEFORE = 40;
  private static final int SHOWN_AFTER = 10;

  private MalformedInput() {}

  /** Returns the problem in words, with the text around its place. */
  static String problem(String text) {
    try {
      Json.parseObject(text);
      return "it cannot be read";
    } catch (JsonException e) {
      var offset = Math.min(e.offset(), text.length());
      var member = member(text, offset);
      return e.getMessage()
          + (member.isEmpty() ? "" : ", in \"" + member + "\"")
          + ", after: "
          + around(text, offset);
    }
  }

  private static String around(String text, int offset) {
    var from = Math.max(0, offset - SHOWN_BEFORE);
    var to = Math.min(text.length(), offset + SHOWN_AFTER);
    return Json.of(text.substring(from, offset)).compact()
        + (to == offset
            ? " (the end)"
            : ", before: " + Json.of(text.substring(offset, to)).compact());
  }

  /** Returns the name before the last colon that stands outside of a string, empty for none. */
  private static String member(String text, int offset) {
    var member = "";
    var string = "";
    var start = -1;
    for (var at = 0; at < offset; at++) {
      var c = text.charAt(at);
      if (start >= 0) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          string = text.substring(start, at);
          start = -1;
        }
      } else if (c == '"') {
        start = at + 1;
      } else if (c == ':') {
        member = string;
      }
    }
    return member;
  }
}
