package dev.jackdaw.azure;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Azure against a server that refuses what the real one refuses. */
class AzureContractTest extends ModelContract {
  private final List<ResponsesServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private ResponsesServer open() {
    var server = ResponsesServer.openAzure();
    servers.add(server);
    return server;
  }

  @Override
  protected Model model(Prepared.Speech... answers) {
    var server = open();
    server.then(answers);
    return Azures.model(server);
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return Azures.model(server);
  }

  @Override
  protected Set<Failure> failures() {
    return EnumSet.allOf(Failure.class);
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    server.answering(_ -> prepared(failure));
    return Azures.model(server);
  }

  private static Prepared prepared(Failure failure) {
    return switch (failure) {
      case RATE_LIMITED ->
          ResponsesServer.failure(
              429, "", "RateLimitReached", "Requests have exceeded the token rate limit.");
      case OVERLOADED -> Prepared.text("Hello").failingAfter(4, "server_error", "broken");
      case UNREACHABLE -> Prepared.text("Hello").cutAfter(400);
      case MALFORMED ->
          new Prepared.Failure(200, Map.of(), "text/event-stream", "data: {\"type\":\n\n");
      case OVERFLOW -> ResponsesServer.overflow();
      case UNAUTHORIZED ->
          ResponsesServer.failure(401, "", "401", "Access denied due to invalid subscription key.");
      case QUOTA -> ResponsesServer.failure(429, "", "insufficient_quota", "Used up.");
      case UNKNOWN_MODEL ->
          ResponsesServer.failure(
              404,
              "",
              "DeploymentNotFound",
              "The API deployment for this resource does not exist.");
      case INVALID_REQUEST -> ResponsesServer.failure(400, "invalid_request_error", "", "no");
    };
  }

  @Override
  protected String word(StopReason reason) {
    return switch (reason) {
      case LENGTH -> "max_output_tokens";
      case REFUSED -> "content_filter";
      case END, CALLS, PAUSED, INTERRUPTED, CUT ->
          throw new IllegalArgumentException("no word for it");
    };
  }
}
