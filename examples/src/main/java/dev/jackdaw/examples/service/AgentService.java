package dev.jackdaw.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.SessionStore;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.embed.Jackdaw;
import dev.jackdaw.embed.JackdawBuilder;
import dev.jackdaw.embed.JackdawSession;
import dev.jackdaw.embed.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Agents over HTTP, on loopback and for holders of a token:
 *
 * <pre>
 * POST   /sessions                          begins a session: {"id": …}
 * POST   /sessions/ID/prompts               takes a task as plain text; 202
 * GET    /sessions/ID/events                server-sent events, from Last-Event-ID on, and
 *                                           {"type": "approvals"} when a call waits for a yes
 * GET    /sessions/ID/approvals             calls that wait for a yes
 * POST   /sessions/ID/approvals/NUMBER      {"allow": "once" | "session" | "no", "reason": …}
 * DELETE /sessions/ID                       ends what runs; the session stays and can be gone on with
 * </pre>
 *
 * A session that is not open is resumed by whatever names it, also after a restart of the service.
 */
public final class AgentService implements AutoCloseable {
  private static final int MOST_BODY_BYTES = 1_000_000;

  private final WaitingApprovals approvals = new WaitingApprovals();
  private final SessionStore store;
  private final Jackdaw jackdaw;
  private final byte[] authorization;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Starts it. The description lacks storage and approver, which are the service's. */
  public AgentService(JackdawBuilder description, SessionStore store, String token, int port)
      throws IOException {
    this.store = store;
    this.jackdaw = description.storage(store).approver(approvals).build();
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/sessions", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      served(exchange);
    }
  }

  private void served(HttpExchange exchange) throws IOException {
    try {
      if (!isAllowed(exchange)) {
        answer(exchange, 401, problem("Send the header Authorization: Bearer TOKEN."));
        return;
      }
      route(exchange, exchange.getRequestURI().getPath().split("/", -1));
    } catch (JackdawException e) {
      answer(exchange, e.code().equals("session-unknown") ? 404 : 409, problem(e.getMessage()));
    } catch (IllegalArgumentException | JsonException e) {
      answer(exchange, 400, problem(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    var given = exchange.getRequestHeaders().getFirst("Authorization");
    var bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(authorization, bytes);
  }

  /** The path is {@code "", "sessions", ID, what, NUMBER}. */
  private void route(HttpExchange exchange, String[] path)
      throws IOException, InterruptedException {
    var what = path.length > 3 ? path[3] : "";
    switch (exchange.getRequestMethod() + " " + (path.length > 2 ? "one " : "all ") + what) {
      case "POST all " -> answer(exchange, 201, begun());
      case "POST one prompts" -> {
        session(path).start(body(exchange));
        answer(exchange, 202, Json.Obj.EMPTY);
      }
      case "GET one events" -> new EventFeed(session(path), store, approvals).send(exchange);
      case "GET one approvals" -> answer(exchange, 200, approvals.of(session(path).id()));
      case "POST one approvals" -> {
        var number = Long.parseLong(path[path.length - 1]);
        var said = Json.parseObject(body(exchange));
        var isTaken = approvals.answer(session(path).id(), number, said);
        answer(exchange, isTaken ? 204 : 404, Json.Obj.EMPTY);
      }
      case "DELETE one " -> {
        jackdaw.find(new SessionId(path[2])).ifPresent(JackdawSession::close);
        answer(exchange, 204, Json.Obj.EMPTY);
      }
      default -> answer(exchange, 404, problem("There is nothing here."));
    }
  }

  private Json.Obj begun() {
    return Json.object().put("id", jackdaw.openSession().id().value()).build();
  }

  private synchronized JackdawSession session(String[] path) {
    var id = new SessionId(path[2]);
    return jackdaw.find(id).orElseGet(() -> jackdaw.resume(id));
  }

  private static String body(HttpExchange exchange) throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (bytes.length > MOST_BODY_BYTES) throw new IllegalArgumentException("That is too long.");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Json.Obj problem(@Nullable String text) {
    return Json.object().put("problem", String.valueOf(text)).build();
  }

  private static void answer(HttpExchange exchange, int status, Json body) throws IOException {
    var bytes = body.compact().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) exchange.getResponseBody().write(bytes);
  }

  /** Lets tasks run for a while, then ends them; all can be gone on with. */
  @Override
  public void close() {
    jackdaw.close(Duration.ofSeconds(5));
    server.stop(0);
    threads.shutdownNow();
  }

  /** Serves the model that the argument names, for the token in {@code AGENT_TOKEN}. */
  public static void main(String[] words) throws IOException {
    var description = Jackdaw.builder().model(words[0]);
    var token = System.getenv().getOrDefault("AGENT_TOKEN", "");
    if (token.length() < 16) throw new IllegalArgumentException("AGENT_TOKEN needs 16 characters");
    var service = new AgentService(description, new MemoryStore(), token, 8080);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    System.out.println("Listening on " + service.address());
  }
}
