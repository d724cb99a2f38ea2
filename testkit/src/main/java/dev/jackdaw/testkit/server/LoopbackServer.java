package dev.jackdaw.testkit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A model provider on loopback, at a port of its own. It checks every request as the real service
 * does, then gives the next prepared answer. Thread-safe.
 */
public abstract sealed class LoopbackServer implements AutoCloseable
    permits AnthropicServer, ChatCompletionsServer, GeminiServer, OllamaServer, ResponsesServer {
  private static final int MAX_BODY_BYTES = RequestBody.MAX_BYTES;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Gate gate = new Gate();
  private final Object lock = new Object();

  // All guarded by lock.
  private final ArrayDeque<Prepared> prepared = new ArrayDeque<>();
  private final List<Received> requests = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private Optional<Function<Received, Prepared>> author = Optional.empty();
  private List<String> lastAnswer = List.of();

  LoopbackServer() {
    // Without it, every second small packet waits 40 ms for an acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void start() {
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the address to set as the provider's base URL, without a slash at its end. */
  public final URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds answers for the requests to come, one each. */
  public final void then(Prepared... answers) {
    synchronized (lock) {
      prepared.addAll(List.of(answers));
    }
  }

  /** Makes up an answer for every request for which none was prepared. */
  public final void answering(Function<Received, Prepared> function) {
    synchronized (lock) {
      author = Optional.of(function);
    }
  }

  /** Returns every request so far, refused ones included. */
  public final List<Received> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  /** Returns the bodies of the requests so far that had one. */
  public final List<Json.Obj> bodies() {
    return requests().stream()
        .map(Received::body)
        .filter(body -> !body.members().isEmpty())
        .toList();
  }

  /** Returns why requests were refused, in the order they were. */
  public final List<String> rejections() {
    synchronized (lock) {
      return List.copyOf(rejections);
    }
  }

  /** Returns the last answer in the pieces it was made of: events, where it was a stream. */
  public final List<String> lastAnswer() {
    synchronized (lock) {
      return lastAnswer;
    }
  }

  /** Waits until a reply stalls or drips. */
  public final void awaitStall() throws InterruptedException {
    gate.awaitStall();
  }

  /** Waits until a client went away while a reply dripped. */
  public final void awaitDisconnect() throws InterruptedException {
    gate.awaitDisconnect();
  }

  /** Lets stalled and dripping replies go on, those to come too. */
  public final void release() {
    gate.release();
  }

  @Override
  public final void close() {
    gate.release();
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  /** Refuses a request without the right key, before anything else is looked at. */
  abstract void authenticate(Received request) throws Rejection;

  /** Checks a request and answers it, or refuses it. */
  abstract Response respond(Received request) throws Rejection;

  /** Returns the body of a refusal in the dialect's shape. */
  abstract String refusal(Rejection rejection);

  /** Returns what the dialect sends to show that it is alive. */
  abstract String signOfLife();

  final Prepared next(Received request) throws Rejection {
    Optional<Function<Received, Prepared>> function;
    synchronized (lock) {
      var next = prepared.poll();
      if (next != null) return next;
      function = author;
    }
    if (function.isPresent()) return function.get().apply(request);
    throw Rejection.invalid("the test prepared no answer for this request");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
      var response = answer(exchange, bytes);
      synchronized (lock) {
        lastAnswer = List.copyOf(response.events());
      }
      new Delivery(exchange, gate, signOfLife()).send(response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Response answer(HttpExchange exchange, byte[] bytes) {
    var headers = new TreeMap<String, List<String>>();
    for (var header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), List.copyOf(header.getValue()));
    }
    var method = exchange.getRequestMethod();
    var body = method.equals("POST") ? RequestBody.read(bytes) : RequestBody.NONE;
    var received =
        new Received(
            method,
            exchange.getRequestURI().getPath(),
            headers,
            new String(bytes, StandardCharsets.UTF_8),
            body.object());
    synchronized (lock) {
      requests.add(received);
    }
    try {
      authenticate(received);
      if (body.problem().isPresent()) throw body.problem().get();
      return respond(received);
    } catch (Rejection e) {
      synchronized (lock) {
        rejections.add(e.message());
      }
      return Response.json(e.status(), refusal(e));
    }
  }
}
