package dev.jackdaw.bedrock;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.Prepared;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** Bedrock against a server that frames events and refuses what the real one refuses. */
class BedrockContractTest extends ModelContract {
  private final List<BedrockServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private BedrockServer open() {
    var server = new BedrockServer();
    servers.add(server);
    return server;
  }

  @Override
  protected Model model(Prepared.Speech... answers) {
    var server = open();
    server.then(answers);
    return Bedrocks.model(server);
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return Bedrocks.model(server);
  }

  @Override
  protected Set<Failure> failures() {
    return EnumSet.allOf(Failure.class);
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    server.always(() -> prepared(failure));
    return Bedrocks.model(server);
  }

  private static Prepared prepared(Failure failure) {
    return switch (failure) {
      case RATE_LIMITED ->
          BedrockServer.failure(429, "ThrottlingException", "Too many tokens, please wait");
      case OVERLOADED ->
          Prepared.text("Hello").failingAfter(2, "internalServerException", "try later");
      case UNREACHABLE -> Prepared.text("Hello").cutAfter(250);
      case MALFORMED -> Prepared.text("Hello").stopping("malformed_model_output");
      case OVERFLOW ->
          BedrockServer.failure(
              400, "ValidationException", "Input is too long for requested model.");
      case UNAUTHORIZED ->
          BedrockServer.failure(
              403, "ExpiredTokenException", "The security token in the request is expired");
      case QUOTA -> BedrockServer.failure(400, "ServiceQuotaExceededException", "quota");
      case UNKNOWN_MODEL ->
          BedrockServer.failure(
              400, "ValidationException", "The provided model identifier is invalid.");
      case INVALID_REQUEST -> BedrockServer.failure(400, "ValidationException", "no");
    };
  }

  @Override
  protected String word(StopReason reason) {
    return switch (reason) {
      case END -> "end_turn";
      case CALLS -> "tool_use";
      case LENGTH -> "max_tokens";
      case REFUSED -> "guardrail_intervened";
      case PAUSED, INTERRUPTED, CUT -> throw new IllegalArgumentException("no word for it");
    };
  }
}
