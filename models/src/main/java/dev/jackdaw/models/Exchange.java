package dev.jackdaw.models;

import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpResponse;
import dev.jackdaw.models.http.LineReader;
import dev.jackdaw.models.http.SseReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends a request to a model and reads the reply off the stream. Immutable. */
final class Exchange {
  /** A whole reply that does not come as a stream. */
  private static final int MAX_WHOLE_BYTES = SseReader.MAX_EVENT_BYTES;

  /** How many times the longest silence a server may go on with mere signs of life. */
  private static final int SIGNS_OF_LIFE = 3;

  private final Http http;
  private final Endpoint endpoint;
  private final Failures failures;

  Exchange(Http http, Endpoint endpoint, Failures failures) {
    this.http = http;
    this.endpoint = endpoint;
    this.failures = failures;
  }

  /** Puts a reply together. */
  interface Parser {
    void accept(Json.Obj event) throws ProtocolException;

    /** Takes {@code [DONE]}. */
    default void done() {}

    /** Takes a reply that came as one object. */
    default void whole(Json.Obj reply) throws ProtocolException {
      throw new ProtocolException("a reply that is no stream of events");
    }

    /** Returns the part that tells what failed when the event says that the reply did. */
    default Optional<Json.Obj> failure(Json.Obj event) {
      return Optional.empty();
    }

    /** Returns the reply once it is whole. */
    Optional<Reply> reply() throws ProtocolException;

    /**
     * Returns what can be kept of a reply that broke off: the whole one if only its end is missing,
     * else with {@link StopReason#CUT} the blocks that are whole, at least one call among them.
     * Nothing is kept otherwise: without a call to build on, asking again is better.
     */
    default Optional<Reply> partial() throws ProtocolException {
      return Optional.empty();
    }
  }

  /** A parser whose events are looked at on their way. */
  private record Watched(Parser parser, AnsweringModel answering) implements Parser {
    @Override
    public void accept(Json.Obj event) throws ProtocolException {
      answering.look(event);
      parser.accept(event);
    }

    @Override
    public void done() {
      parser.done();
    }

    @Override
    public void whole(Json.Obj reply) throws ProtocolException {
      answering.look(reply);
      parser.whole(reply);
    }

    @Override
    public Optional<Json.Obj> failure(Json.Obj event) {
      return parser.failure(event);
    }

    @Override
    public Optional<Reply> reply() throws ProtocolException {
      return parser.reply();
    }

    @Override
    public Optional<Reply> partial() throws ProtocolException {
      return parser.partial();
    }
  }

  /**
   * Sends the body and reads the reply.
   *
   * @throws ModelException when there is no whole reply
   */
  Reply send(String path, Json.Obj body, Parser parser) throws InterruptedException {
    var answering = new AnsweringModel();
    var watched = new Watched(parser, answering);
    try (var response = post(path, written(body))) {
      if (response.status() != 200) throw failures.answered(response);
      var reply =
          switch (response.mediaType()) {
            case "text/event-stream", "text/plain", "" -> read(this::events, response, watched);
            case "application/x-ndjson" -> read(this::lines, response, watched);
            case "application/json" -> whole(response, watched);
            default -> throw failures.notAModel(response.mediaType());
          };
      return reply.by(answering.name());
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  /** A key that was refused is fetched anew, once, where that may help. */
  private HttpResponse post(String path, byte[] body) throws IOException, InterruptedException {
    var response = http.post(endpoint.at(path), headers(), body);
    if (response.status() != 401 || !endpoint.renew()) return response;
    response.abort();
    return http.post(endpoint.at(path), headers(), body);
  }

  private Map<String, String> headers() {
    var headers = new HashMap<>(endpoint.headers());
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "text/event-stream");
    return headers;
  }

  /** Half a character, written as an escape, becomes U+FFFD: services refuse it. */
  private static byte[] written(Json.Obj body) {
    var text = body.compact();
    if (text.contains("\\ud")) text = withoutHalves(text);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutHalves(String json) {
    var out = new StringBuilder(json);
    for (var at = out.indexOf("\\"); at >= 0; at = out.indexOf("\\", at + 2)) {
      var half =
          out.charAt(at + 1) == 'u' && out.charAt(at + 2) == 'd' && out.charAt(at + 3) >= '8';
      if (half) out.replace(at, at + 6, "\\ufffd");
    }
    return out.toString();
  }

  /** Reads a reply that comes piece by piece. */
  private interface Reading {
    Reply of(HttpResponse response, Parser parser) throws IOException, InterruptedException;
  }

  private static Reply read(Reading reading, HttpResponse response, Parser parser)
      throws IOException, InterruptedException {
    try {
      return reading.of(response, parser);
    } catch (IOException e) {
      var kept = parser.partial();
      if (kept.isEmpty()) throw e;
      return kept.get();
    } catch (ModelException e) {
      if (!e.failure().isTransient()) throw e;
      return parser.partial().orElseThrow(() -> e);
    }
  }

  private Pulse pulse(HttpResponse response) {
    return new Pulse(
        new Gathering(response), http.options().stallTimeout().multipliedBy(SIGNS_OF_LIFE));
  }

  private Reply events(HttpResponse response, Parser parser)
      throws IOException, InterruptedException {
    var pulse = pulse(response);
    var events = new SseReader(pulse);
    while (true) {
      var event = events.next();
      if (event.isEmpty()) throw failures.cut();
      var data = event.get().data();
      if (data.equals("[DONE]")) {
        parser.done();
      } else {
        parser.accept(sound(Failures.parsed(data), parser));
      }
      if (!event.get().name().equals("ping")) pulse.beat();
      var reply = parser.reply();
      if (reply.isPresent()) return reply.get();
    }
  }

  private Reply lines(HttpResponse response, Parser parser)
      throws IOException, InterruptedException {
    var pulse = pulse(response);
    var lines = new LineReader(pulse);
    while (true) {
      var line = lines.next();
      if (line.isEmpty()) throw failures.cut();
      pulse.beat();
      parser.accept(sound(Failures.parsed(line.get()), parser));
      var reply = parser.reply();
      if (reply.isPresent()) return reply.get();
    }
  }

  private Reply whole(HttpResponse response, Parser parser)
      throws IOException, InterruptedException {
    parser.whole(sound(Failures.parsed(response.text(MAX_WHOLE_BYTES)), parser));
    return parser.reply().orElseThrow(failures::cut);
  }

  private Json.Obj sound(Json.Obj event, Parser parser) {
    var failed = event.get("error").isPresent() ? Optional.of(event) : parser.failure(event);
    if (failed.isPresent()) throw failures.sent(failed.get());
    return event;
  }
}
