package dev.jackdaw.testkit.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The bytes of an answer and how they are sent.
 *
 * @param events the body in the pieces it is usually sent in
 * @param begun is run right before the first byte of the body is sent
 */
record Response(
    int status,
    Map<String, String> headers,
    String contentType,
    List<String> events,
    int splitBytes,
    Prepared.Ending ending,
    int endingAfter,
    boolean compressed,
    Runnable begun) {

  static Response json(int status, String body) {
    return whole(status, Map.of(), "application/json", body);
  }

  static Response of(Prepared.Failure failure) {
    return whole(failure.status(), failure.headers(), failure.contentType(), failure.body());
  }

  /** Returns a reply; {@code contentType} is the right one, which the speech may override. */
  static Response of(Prepared.Speech speech, String contentType, List<String> events) {
    return new Response(
        200,
        Map.of(),
        speech.contentType().isEmpty() ? contentType : speech.contentType(),
        events,
        speech.splitBytes(),
        speech.ending(),
        speech.endingAfter(),
        speech.compressed(),
        Response::nothing);
  }

  private static Response whole(
      int status, Map<String, String> headers, String contentType, String body) {
    return new Response(
        status,
        headers,
        contentType,
        List.of(body),
        0,
        Prepared.Ending.WHOLE,
        0,
        false,
        Response::nothing);
  }

  Response onBegin(Runnable action) {
    return new Response(
        status, headers, contentType, events, splitBytes, ending, endingAfter, compressed, action);
  }

  byte[] bytes() {
    return bytes(events.size());
  }

  /** Returns the bytes of the first events. */
  byte[] bytes(int count) {
    var first = events.subList(0, Math.min(count, events.size()));
    return String.join("", first).getBytes(StandardCharsets.UTF_8);
  }

  private static void nothing() {}
}
