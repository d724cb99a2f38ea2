package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Gemini API against a server that refuses what the real one refuses. */
class GeminiContractTest extends ModelContract {
  private final List<GeminiServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private GeminiServer open() {
    var server = GeminiServer.open();
    servers.add(server);
    return server;
  }

  private static Model model(GeminiServer server) {
    return model(server, GeminiServer.MODEL);
  }

  private static Model model(GeminiServer server, String name) {
    var endpoint =
        new Endpoint(
            "gemini",
            URI.create(server.uri().toString()),
            FixedCredential.of(GeminiServer.KEY, Map.of("x-goog-api-key", GeminiServer.KEY)),
            "GEMINI_API_KEY",
            "GOOGLE_GEMINI_BASE_URL",
            "");
    var failures = Failures.gemini(endpoint, name, given -> "", InstantSource.system());
    var exchange = new Exchange(new Http(HttpOptions.DEFAULT), endpoint, failures);
    var fact = ModelFacts.shipped().find("gemini", "gemini", name);
    return new RetryingModel(new GeminiModel(exchange, fact), Retry.NEVER, new Random(1));
  }

  private static ModelRequest request(List<Message> messages) {
    var sample = Samples.conversation();
    return new ModelRequest(
        sample.system(), sample.tools(), messages, 8000, Effort.MEDIUM, "session");
  }

  private static Message.User results(Message.Assistant said) {
    var results = new ArrayList<Block.Given>();
    for (var call : said.calls()) {
      results.add(new Block.Result(call.id(), ToolResult.ok("ok", Label.JACKDAW)));
    }
    return new Message.User(results);
  }

  @Test
  void returnsSignaturesAndReadsFromTheCacheTurnAfterTurn() throws Exception {
    for (var name : List.of(GeminiServer.MODEL, GeminiServer.BUDGET_MODEL)) {
      var server = open();
      var model = model(server, name);
      var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(2000))));
      for (var turn = 0; turn < 4; turn++) {
        server.then(
            Prepared.Speech.of(
                new Prepared.Thinking("Where to look?"),
                new Prepared.Text("Looking."),
                new Prepared.Call("", "list", "{\"path\":\"a\"}"),
                new Prepared.Call("", "read_file", "{\"path\":\"b\"}")));
        var reply = model.reply(request(messages), delta -> {});
        if (turn > 0) {
          assertThat(reply.usage().cacheRead()).as("turn " + turn).isGreaterThan(1024);
        }
        assertThat(reply.usage().reasoning()).isPositive();
        messages.add(reply.message());
        messages.add(results(reply.message()));
      }
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void goesOnWithoutSignaturesThatTheServiceRefuses() throws Exception {
    var server = open();
    var foreign =
        new Block.Thinking(
            "",
            GeminiRequest.DIALECT,
            Json.parseObject("{\"cameOn\":\"functionCall\",\"thoughtSignature\":\"elsewhere\"}"));
    var call = new Block.Call(new CallId("call_1"), "list", Json.Obj.EMPTY);
    var said = new Message.Assistant(List.of(foreign, call));
    server.then(Prepared.text("ok"));
    var reply =
        model(server).reply(request(List.of(Message.User.text("a"), said, results(said))), _ -> {});
    assertThat(reply.message().text()).isEqualTo("ok");
    assertThat(server.rejections()).containsExactly("Corrupted thought signature.");
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    var server = open();
    server.then(GeminiServer.rateLimited(34));
    assertThatThrownBy(() -> model(server).reply(request(List.of(Message.User.text("a"))), _ -> {}))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(34)));
  }

  @Test
  void aCallThatTheServiceCouldNotReadIsAskedForAgain() {
    var server = open();
    server.then(Prepared.text("x").stopping("MALFORMED_FUNCTION_CALL"));
    assertThatThrownBy(() -> model(server).reply(request(List.of(Message.User.text("a"))), _ -> {}))
        .isInstanceOfSatisfying(
            ModelException.class, e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED));
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
    return model(server);
  }

  @Override
  protected Model stalling() {
    var server = open();
    server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
    return model(server);
  }

  @Override
  protected Set<Failure> failures() {
    return Set.of(Failure.values());
  }

  @Override
  protected Model failing(Failure failure) {
    var server = open();
    server.answering(request -> prepared(failure));
    return model(server);
  }

  private static Prepared prepared(Failure failure) {
    return switch (failure) {
      case RATE_LIMITED -> GeminiServer.rateLimited(1);
      case OVERLOADED -> GeminiServer.overloaded();
      case UNREACHABLE -> Prepared.text("Hello, hello").cutAfter(100);
      case MALFORMED -> Prepared.text("x").stopping("UNEXPECTED_TOOL_CALL");
      case OVERFLOW -> GeminiServer.overflow(300_000);
      case UNAUTHORIZED -> GeminiServer.unauthorized();
      case QUOTA -> GeminiServer.outOfQuota();
      case UNKNOWN_MODEL ->
          GeminiServer.failure(404, "NOT_FOUND", "models/x is not found for API version v1beta");
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
