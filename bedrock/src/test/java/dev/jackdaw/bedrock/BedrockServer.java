package dev.jackdaw.bedrock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.Prepared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/** Bedrock's runtime on loopback: checks requests by {@link ConverseCheck}, frames events. */
final class BedrockServer implements AutoCloseable {
  private static final int PIECE_CHARS = 5;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Object lock = new Object();

  // Guarded by lock.
  private final ArrayDeque<Prepared> answers = new ArrayDeque<>();
  private final List<Json.Obj> bodies = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private final List<Map<String, List<String>>> headers = new ArrayList<>();
  private Optional<Supplier<Prepared>> always = Optional.empty();

  BedrockServer() {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void then(Prepared... more) {
    synchronized (lock) {
      answers.addAll(List.of(more));
    }
  }

  void always(Supplier<Prepared> answer) {
    synchronized (lock) {
      always = Optional.of(answer);
    }
  }

  List<Json.Obj> bodies() {
    synchronized (lock) {
      return List.copyOf(bodies);
    }
  }

  List<String> authorizations() {
    synchronized (lock) {
      return List.copyOf(authorizations);
    }
  }

  /** Returns the header of the last request. */
  Optional<String> header(String name) {
    synchronized (lock) {
      return headers.getLast().getOrDefault(name, List.of()).stream().findFirst();
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  /** A refusal as Bedrock words it. */
  static Prepared.Failure failure(int status, String type, String message) {
    return new Prepared.Failure(
        status,
        Map.of("x-amzn-ErrorType", type),
        "application/json",
        Json.object().put("message", message).build().compact());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body =
          Json.parseObject(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Prepared next;
      synchronized (lock) {
        bodies.add(body);
        headers.add(exchange.getRequestHeaders());
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        var made = always.map(Supplier::get).orElse(null);
        next = made == null ? answers.poll() : made;
      }
      var path = exchange.getRequestURI().getPath();
      var wrong =
          path.matches("/model/[^/]+/converse-stream")
              ? ConverseCheck.complaint(body)
              : Optional.of("no such path " + path);
      if (wrong.isPresent()) next = failure(400, "ValidationException", wrong.get());
      switch (next) {
        case null -> throw new IOException("the test prepared no answer");
        case Prepared.Failure failure -> refuse(exchange, failure);
        case Prepared.Speech speech -> speak(exchange, speech);
      }
    }
  }

  private static void refuse(HttpExchange exchange, Prepared.Failure failure) throws IOException {
    var bytes = failure.body().getBytes(StandardCharsets.UTF_8);
    failure.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", failure.contentType());
    exchange.sendResponseHeaders(failure.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void speak(HttpExchange exchange, Prepared.Speech speech) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    var bytes = new ByteArrayOutputStream();
    for (var event : events(speech)) bytes.write(event);
    var all = bytes.toByteArray();
    var end = speech.ending() == Prepared.Ending.WHOLE ? all.length : speech.endingAfter();
    var step = speech.splitBytes() == 0 ? all.length : speech.splitBytes();
    for (var at = 0; at < Math.min(end, all.length); at += step) {
      out.write(all, at, Math.min(step, Math.min(end, all.length) - at));
      out.flush();
    }
    switch (speech.ending()) {
      case WHOLE -> out.close();
      case SHORT, CUT, CUT_BETWEEN -> throw new IOException("cut, as the test wants it");
      case STALLED, DRIPPING -> await();
    }
  }

  private void await() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static List<byte[]> events(Prepared.Speech speech) {
    var events = new ArrayList<byte[]>();
    events.add(event("messageStart", Json.object().put("role", "assistant")));
    var index = 0;
    var calls = false;
    for (var piece : speech.pieces()) {
      calls |= piece instanceof Prepared.Call;
      piece(piece, index, events);
      events.add(event("contentBlockStop", Json.object().put("contentBlockIndex", index)));
      index++;
    }
    var error = speech.error();
    if (error.isPresent()) {
      while (events.size() > error.get().afterEvents()) events.removeLast();
      events.add(
          frame(
              Map.of(":message-type", "exception", ":exception-type", error.get().type()),
              Json.object().put("message", error.get().message()).build()));
      return events;
    }
    var stop = speech.stop().isEmpty() ? calls ? "tool_use" : "end_turn" : speech.stop();
    events.add(event("messageStop", Json.object().put("stopReason", stop)));
    events.add(
        event(
            "metadata",
            Json.object()
                .put(
                    "usage",
                    Json.object()
                        .put("inputTokens", 11)
                        .put("outputTokens", 7)
                        .put("totalTokens", 18)
                        .put("cacheReadInputTokens", 5)
                        .put("cacheWriteInputTokens", 3)
                        .build())
                .put("metrics", Json.object().put("latencyMs", 1).build())));
    return events;
  }

  private static void piece(Prepared.Piece piece, int index, List<byte[]> events) {
    switch (piece) {
      case Prepared.Text(var text) -> {
        for (var part : parts(text)) events.add(delta(index, Json.object().put("text", part)));
      }
      case Prepared.Thinking(var text) -> {
        for (var part : parts(text)) {
          events.add(delta(index, reasoning(Json.object().put("text", part))));
        }
        events.add(delta(index, reasoning(Json.object().put("signature", signature(text)))));
      }
      case Prepared.RedactedThinking(var data) ->
          events.add(delta(index, reasoning(Json.object().put("redactedContent", data))));
      case Prepared.Call call -> {
        var id = call.id().isEmpty() ? "tooluse_" + index : call.id();
        var use = Json.object().put("toolUseId", id).put("name", call.tool()).build();
        events.add(
            event(
                "contentBlockStart",
                Json.object()
                    .put("contentBlockIndex", index)
                    .put("start", Json.object().put("toolUse", use).build())));
        for (var part : parts(call.input())) {
          var input = Json.object().put("input", part).build();
          events.add(delta(index, Json.object().put("toolUse", input)));
        }
      }
    }
  }

  /** What the service signs thinking with; {@link ConverseCheck} wants it back. */
  static String signature(String thinking) {
    return "signed-" + Integer.toHexString(thinking.hashCode());
  }

  private static Json.Builder reasoning(Json.Builder content) {
    return Json.object().put("reasoningContent", content.build());
  }

  private static byte[] delta(int index, Json.Builder delta) {
    return event(
        "contentBlockDelta",
        Json.object().put("contentBlockIndex", index).put("delta", delta.build()));
  }

  private static byte[] event(String type, Json.Builder payload) {
    return frame(Map.of(":message-type", "event", ":event-type", type), payload.build());
  }

  private static byte[] frame(Map<String, String> headers, Json.Obj payload) {
    var all = new LinkedHashMap<String, HeaderValue>();
    headers.forEach((name, value) -> all.put(name, HeaderValue.fromString(value)));
    all.put(":content-type", HeaderValue.fromString("application/json"));
    var bytes = new ByteArrayOutputStream();
    new Message(all, payload.compact().getBytes(StandardCharsets.UTF_8)).encode(bytes);
    return bytes.toByteArray();
  }

  /** Splits by characters, never inside one. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    for (var at = 0; at < text.length(); ) {
      var end = Math.min(at + PIECE_CHARS, text.length());
      if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) end++;
      parts.add(text.substring(at, end));
      at = end;
    }
    return parts;
  }
}
