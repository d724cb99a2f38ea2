package dev.jackdaw.models;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.Locale;

/**
 * What a provider said about a failure. The shapes differ: {@code {"error":{"message","type",
 * "code"}}}, {@code {"error":"text"}}, {@code {"message"}}, {@code {"detail"}}, these in an array,
 * or no JSON at all.
 *
 * @param code empty when there is none or it is a number
 * @param status the code when it is a number, else 0
 */
record ProviderError(String type, String code, int status, String message) {
  private static final int MAX_SHOWN_CHARS = 300;

  static ProviderError of(String body) {
    try {
      var json = Json.parse(body);
      if (json instanceof Json.Arr(var elements) && !elements.isEmpty()) json = elements.getFirst();
      if (json instanceof Json.Obj object) return of(object);
    } catch (JsonException _) {
      // no JSON: a gateway's own words, or a web page
    }
    return new ProviderError("", "", 0, body.stripLeading().startsWith("<") ? "" : body.strip());
  }

  static ProviderError of(Json.Obj body) {
    var error = body.object("error");
    if (error.members().isEmpty()) {
      var text = body.string("error", body.string("message", body.string("detail", "")));
      return new ProviderError(
          body.string("type", ""), body.string("code", ""), number(body), text);
    }
    var message = error.string("message", error.compact());
    var raw = error.object("metadata").string("raw", "");
    return new ProviderError(
        error.string("type", error.string("status", "")),
        error.string("code", ""),
        number(error),
        raw.isEmpty() ? message : message + ": " + raw);
  }

  private static int number(Json.Obj error) {
    var code = error.integer("code", 0);
    return code >= 400 && code < 600 ? (int) code : 0;
  }

  String shown() {
    if (!message.isEmpty()) return message;
    if (!code.isEmpty()) return code;
    return type.isEmpty() ? "no reason given" : type;
  }

  boolean meansNoCredit() {
    return code.equals("insufficient_quota")
        || says("credit balance is too low")
        || says("api usage limits")
        || says("exceeded your current quota")
        || says("insufficient credits")
        || says("spend limit")
        || says("spending limit");
  }

  /** OpenAI's limit of tokens per minute can be smaller than one request. */
  boolean meansOneRequestTooLarge() {
    return says("request too large");
  }

  boolean mentionsModel() {
    return says("model");
  }

  boolean meansNoSuchModel() {
    return mentionsModel()
        && (says("not found")
            || says("does not exist")
            || says("not a valid model")
            || says("no such model")
            || says("unknown model"));
  }

  private boolean says(String words) {
    return message.toLowerCase(Locale.ROOT).contains(words);
  }

  /** Returns a bounded line that is safe on a terminal. */
  static String oneLine(String text) {
    var out = new StringBuilder();
    for (var i = 0; i < text.length() && out.length() < MAX_SHOWN_CHARS; ) {
      var c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c > ' ' && !VisibleText.isHidden(c)) {
        out.appendCodePoint(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    var line = out.toString().strip();
    if (line.endsWith(".")) line = line.substring(0, line.length() - 1);
    return out.length() < MAX_SHOWN_CHARS ? line : line + "...";
  }
}
