package dev.jackdaw.models.cassette;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request and its answer, as a line of the file.
 *
 * @param path with the query
 * @param request the body as JSON, else as a string
 * @param headers by their names in lower case
 * @param answer the body in the pieces it reads best in; joined it is the body to the letter
 * @param cut whether the connection broke at the end of the body
 */
record Recorded(
    String method,
    String path,
    Json request,
    int status,
    Map<String, String> headers,
    List<String> answer,
    boolean cut) {
  Recorded {
    headers = Map.copyOf(headers);
    answer = List.copyOf(answer);
  }

  static Json parsed(String body) {
    try {
      return Json.parse(body);
    } catch (JsonException _) {
      return Json.of(body);
    }
  }

  /** Cuts a stream behind its events. */
  static List<String> pieces(String body) {
    var pieces = new ArrayList<String>();
    for (var from = 0; from < body.length(); ) {
      var end = body.indexOf("\n\n", from);
      var crlf = body.indexOf("\r\n\r\n", from);
      var to = body.length();
      if (end >= 0) to = end + 2;
      if (crlf >= 0 && crlf + 4 < to) to = crlf + 4;
      pieces.add(body.substring(from, to));
      from = to;
    }
    return pieces;
  }

  Json.Obj json() {
    var head = Json.object();
    headers.forEach(head::put);
    var body = new ArrayList<Json>();
    for (var piece : answer) body.add(Json.of(piece));
    var response =
        Json.object()
            .put("status", status)
            .put("headers", head.build())
            .put("body", Json.array(body));
    if (cut) response.put("cut", true);
    return Json.object()
        .put(
            "request",
            Json.object().put("method", method).put("path", path).put("body", request).build())
        .put("response", response.build())
        .build();
  }

  static Recorded of(Json.Obj line) {
    var request = line.object("request");
    var response = line.object("response");
    var headers = new LinkedHashMap<String, String>();
    for (var header : response.object("headers").members().entrySet()) {
      if (header.getValue() instanceof Json.Str(var text)) headers.put(header.getKey(), text);
    }
    var body = new ArrayList<String>();
    for (var piece : response.array("body")) {
      if (piece instanceof Json.Str(var text)) body.add(text);
    }
    return new Recorded(
        request.string("method", ""),
        request.string("path", ""),
        request.get("body").orElse(Json.of("")),
        (int) response.integer("status", 0),
        headers,
        body,
        response.bool("cut", false));
  }

  boolean isAnswerTo(String otherMethod, String otherPath, Json body) {
    return method.equals(otherMethod)
        && path.equals(otherPath)
        && request.canonical().equals(body.canonical());
  }
}
