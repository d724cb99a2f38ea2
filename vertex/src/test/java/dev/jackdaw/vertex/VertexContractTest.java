package dev.jackdaw.vertex;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Vertex AI against a server that refuses what the real one refuses. */
class VertexContractTest extends ModelContract {
  private final List<GeminiServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private GeminiServer open() {
    var server = GeminiServer.openVertex();
    servers.add(server);
    return server;
  }

  /** In this dialect arguments are an object on the wire: there is nothing to keep. */
  @Override
  protected boolean hasMalformedInput() {
    return false;
  }

  @Override
  protected Model model(Prepared.Speech... answers) {
    var server = open();
    server.then(answers);
    return Vertexes.model(server);
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return Vertexes.model(server);
  }

  @Override
  protected Set<Failure> failures() {
    return EnumSet.allOf(Failure.class);
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    server.answering(_ -> prepared(failure));
    return Vertexes.model(server);
  }

  private static Prepared prepared(Failure failure) {
    return switch (failure) {
      case RATE_LIMITED -> GeminiServer.rateLimited(1);
      case OVERLOADED -> Prepared.text("Hello").failingAfter(1, "UNAVAILABLE", "try later");
      case UNREACHABLE -> Prepared.text("Hello, hello").cutAfter(100);
      case MALFORMED -> Prepared.text("x").stopping("UNEXPECTED_TOOL_CALL");
      case OVERFLOW -> GeminiServer.overflow(300_000);
      case UNAUTHORIZED -> GeminiServer.unauthorized();
      case QUOTA -> GeminiServer.outOfQuota();
      case UNKNOWN_MODEL ->
          GeminiServer.failure(404, "NOT_FOUND", "Publisher Model `x` was not found.");
      case INVALID_REQUEST -> GeminiServer.failure(400, "INVALID_ARGUMENT", "no");
    };
  }

  @Override
  protected String word(StopReason reason) {
    return switch (reason) {
      case LENGTH -> "MAX_TOKENS";
      case REFUSED -> "SAFETY";
      case END, CALLS, PAUSED, INTERRUPTED, CUT ->
          throw new IllegalArgumentException("no word for it");
    };
  }
}
