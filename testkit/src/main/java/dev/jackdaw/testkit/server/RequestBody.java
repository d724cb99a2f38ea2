package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of a request: a JSON object, or what is wrong with it. */
record RequestBody(Json.Obj object, Optional<Rejection> problem) {
  static final int MAX_BYTES = 32 << 20;
  static final RequestBody NONE = new RequestBody(Json.Obj.EMPTY, Optional.empty());

  static RequestBody read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return refused(
          new Rejection(413, "request_too_large", "Request exceeds the maximum allowed size"));
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var body = Json.parseObject(text);
      return isWellFormed(body)
          ? new RequestBody(body, Optional.empty())
          : notJson("no low surrogate in string");
    } catch (CharacterCodingException _) {
      return notJson("invalid UTF-8");
    } catch (JsonException e) {
      return notJson(String.valueOf(e.getMessage()));
    }
  }

  private static RequestBody notJson(String problem) {
    return refused(Rejection.invalid("The request body is not valid JSON: " + problem));
  }

  private static RequestBody refused(Rejection rejection) {
    return new RequestBody(Json.Obj.EMPTY, Optional.of(rejection));
  }

  /** Returns whether no string holds half a surrogate pair, which services do not accept. */
  private static boolean isWellFormed(Json value) {
    return switch (value) {
      case Json.Str(var text) -> isWellFormed(text);
      case Json.Arr(var elements) -> {
        for (var element : elements) {
          if (!isWellFormed(element)) yield false;
        }
        yield true;
      }
      case Json.Obj(var members) -> {
        for (var member : members.entrySet()) {
          if (!isWellFormed(member.getKey()) || !isWellFormed(member.getValue())) yield false;
        }
        yield true;
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> true;
    };
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
