package dev.jackdaw.mcp.transport;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.mcp.rpc.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP: every message is a POST, whose answer is JSON or a stream of events; another
 * stream brings what the server says unasked. Streams that break are taken up again where they
 * were.
 */
public final class HttpTransport implements Transport {
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_RESUMES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String SESSION = "Mcp-Session-Id";

  /** The server speaks the older protocol, or none. */
  public static final class NotStreamable extends IOException {
    private static final long serialVersionUID = 1L;

    NotStreamable(int status) {
      super("the server answered " + status);
    }
  }

  private final URI uri;
  private final Map<String, String> headers;
  private final HttpCaller http;
  private final Tokens tokens;
  private final ThreadFactory threads;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Receiver receiver;
  private volatile String session = "";
  private volatile String version = "";
  private volatile boolean closed;

  public HttpTransport(
      URI uri, Map<String, String> headers, HttpCaller http, Tokens tokens, ThreadFactory threads) {
    this.uri = uri;
    this.headers = Map.copyOf(headers);
    this.http = http;
    this.tokens = tokens;
    this.threads = threads;
  }

  @Override
  public void open(Receiver to) {
    receiver = to;
  }

  @Override
  public void agreed(String protocol) {
    version = protocol;
    run(this::listen);
  }

  @Override
  public void send(Json.Obj message) throws IOException, InterruptedException {
    if (closed) throw new IOException("the connection was closed");
    var id = message.get("id");
    if (message.has("method") && id.isPresent()) {
      run(() -> request(message, id.get()));
      return;
    }
    try (var answer = post(message)) {
      requireAccepted(answer);
    }
  }

  private void run(Runnable work) {
    var thread =
        threads.newThread(() -> {
          try {
            work.run();
          } finally {
            running.remove(Thread.currentThread());
          }
        });
    running.add(thread);
    thread.start();
  }

  private Receiver to() {
    var to = receiver;
    if (to == null) throw new IllegalStateException("not open");
    return to;
  }

  private void request(Json.Obj message, Json id) {
    try (var answer = post(message)) {
      requireAccepted(answer);
      var given = answer.header(SESSION);
      if (!given.isEmpty() && message.string("method", "").equals("initialize")) session = given;
      if (mediaType(answer).equals("text/event-stream")) {
        stream(answer, id);
      } else {
        receive(text(answer));
      }
    } catch (IOException e) {
      to().failed(id, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpCaller.Answer post(Json.Obj message) throws IOException, InterruptedException {
    var body = message.compact().getBytes(StandardCharsets.UTF_8);
    var initial = message.string("method", "").equals("initialize");
    return authorized("POST", initial, "", body);
  }

  /** Sends; one who is refused may have another token by then. */
  private HttpCaller.Answer authorized(
      String method, boolean initial, String lastId, byte @Nullable [] body)
      throws IOException, InterruptedException {
    for (var tries = 0; ; tries++) {
      var answer = http.send(method, uri, headers(initial, lastId, body != null), body);
      var challenge = answer.header("WWW-Authenticate");
      var refused =
          answer.status() == 401
              || answer.status() == 403 && challenge.contains("insufficient_scope");
      if (!refused) return answer;
      var refusal = new Unauthorized(answer.status(), challenge);
      answer.close();
      if (tries == 3 || !tokens.renewed(refusal)) throw refusal;
    }
  }

  private Map<String, String> headers(boolean initial, String lastId, boolean hasBody)
      throws IOException, InterruptedException {
    var all = new LinkedHashMap<String, String>(headers);
    all.put("Accept", hasBody ? "application/json, text/event-stream" : "text/event-stream");
    if (hasBody) all.put("Content-Type", "application/json");
    if (!initial && !session.isEmpty()) all.put(SESSION, session);
    if (!initial && !version.isEmpty()) all.put("MCP-Protocol-Version", version);
    if (!lastId.isEmpty()) all.put("Last-Event-ID", lastId);
    tokens.token().ifPresent(token -> all.put("Authorization", "Bearer " + token));
    return all;
  }

  private void requireAccepted(HttpCaller.Answer answer) throws IOException, InterruptedException {
    var status = answer.status();
    if (status >= 200 && status < 300) return;
    if (status == 404 && !session.isEmpty()) {
      session = "";
      to().broken("the server forgot the session");
    }
    if (status == 400 || status == 404 || status == 405) {
      var said = text(answer);
      if (isMessage(said)) {
        receive(said);
        return;
      }
      throw new NotStreamable(status);
    }
    throw new IOException("the server answered " + status + shortened(text(answer)));
  }

  private static boolean isMessage(String text) {
    return text.stripLeading().startsWith("{\"jsonrpc\"")
        && text.contains("\"id\":")
        && !text.contains("\"id\":null");
  }

  private static String shortened(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) return "";
    return ": " + (line.length() > 300 ? line.substring(0, 300) + "…" : line);
  }

  private static String mediaType(HttpCaller.Answer answer) {
    var type = answer.header("Content-Type");
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(HttpCaller.Answer answer) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    while (true) {
      var count = answer.read(buffer, 0, buffer.length);
      if (count < 0) return bytes.toString(StandardCharsets.UTF_8);
      bytes.write(buffer, 0, count);
      if (bytes.size() > MOST_BYTES) {
        throw new IOException("a message was longer than " + (MOST_BYTES >> 20) + " MiB");
      }
    }
  }

  private boolean receive(String text) throws IOException {
    if (text.isBlank()) return false;
    return receive(text, Json.Null.INSTANCE);
  }

  /** Returns whether the answer to the request was among it. */
  private boolean receive(String text, Json id) throws IOException {
    var answered = false;
    try {
      switch (Json.parse(text)) {
        case Json.Obj message -> answered = receive(message, id);
        case Json.Arr(var messages) -> {
          for (var each : messages) {
            if (each instanceof Json.Obj message) answered |= receive(message, id);
          }
        }
        case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
            throw new IOException("the server answered what is no message");
      }
    } catch (JsonException e) {
      throw new IOException("the server answered what is no message: " + e.getMessage(), e);
    }
    return answered;
  }

  private boolean receive(Json.Obj message, Json id) {
    to().received(message);
    return !message.has("method") && message.get("id").filter(id::equals).isPresent();
  }

  /** Reads the answer to a request; a stream that ends before it is taken up again. */
  private void stream(HttpCaller.Answer first, Json id) throws IOException, InterruptedException {
    var answer = first;
    var lastId = "";
    var pause = PAUSE;
    for (var resumes = 0; ; resumes++) {
      var events = new SseParser(answer, MOST_BYTES);
      IOException trouble = null;
      try (var _ = answer) {
        if (drained(events, id)) return;
      } catch (IOException e) {
        trouble = e;
      }
      if (!events.lastId().isEmpty()) lastId = events.lastId();
      pause = events.retry().orElse(pause);
      if (lastId.isEmpty() || resumes == MOST_RESUMES || closed) {
        throw trouble != null ? trouble : new IOException("the server ended without an answer");
      }
      Thread.sleep(shorter(pause));
      answer = authorized("GET", false, lastId, null);
      requireAccepted(answer);
    }
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private boolean drained(SseParser events, Json id) throws IOException, InterruptedException {
    for (var event = events.next(); event.isPresent(); event = events.next()) {
      if (event.get().type().equals("message") && receive(event.get().data(), id)) return true;
    }
    return false;
  }

  /** What the server says unasked; a server need not offer that. */
  private void listen() {
    var lastId = "";
    var pause = PAUSE;
    var failures = 0;
    while (!closed && failures < MOST_RESUMES) {
      try (var answer = authorized("GET", false, lastId, null)) {
        if (answer.status() != 200 || !mediaType(answer).equals("text/event-stream")) return;
        failures = 0;
        var events = new SseParser(answer, MOST_BYTES);
        try {
          var _ = drained(events, Json.Null.INSTANCE);
        } finally {
          if (!events.lastId().isEmpty()) lastId = events.lastId();
          pause = events.retry().orElse(pause);
        }
      } catch (Unauthorized _) {
        return;
      } catch (IOException e) {
        failures++;
        System.getLogger(HttpTransport.class.getName())
            .log(System.Logger.Level.DEBUG, "the stream of a server broke", e);
      } catch (InterruptedException _) {
        return;
      }
      try {
        Thread.sleep(shorter(pause));
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    for (var thread : running) thread.interrupt();
    if (session.isEmpty()) return;
    threads.newThread(this::forget).start();
  }

  /** The server need not keep the session any more; nobody waits for that. */
  private void forget() {
    try {
      http.send("DELETE", uri, headers(false, "", false), null).close();
    } catch (IOException e) {
      System.getLogger(HttpTransport.class.getName())
          .log(System.Logger.Level.DEBUG, "a session was not ended", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
