package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Responses API against a server that refuses what the real one refuses. */
class ResponsesContractTest extends ModelContract {
  private final List<ResponsesServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() {
    for (var server : servers) server.close();
  }

  private ResponsesServer open() {
    var server = ResponsesServer.open();
    servers.add(server);
    return server;
  }

  private static Model model(ResponsesServer server) {
    var endpoint =
        new Endpoint(
            "openai",
            URI.create(server.uri() + "/v1"),
            FixedCredential.of(
                ResponsesServer.KEY, Map.of("Authorization", "Bearer " + ResponsesServer.KEY)),
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "");
    var failures =
        Failures.chat(endpoint, ResponsesServer.MODEL, name -> "", InstantSource.system());
    var exchange = new Exchange(new Http(HttpOptions.DEFAULT), endpoint, failures);
    var fact = ModelFacts.shipped().find("openai", "openai", ResponsesServer.MODEL);
    return new RetryingModel(new ResponsesModel(exchange, fact), Retry.NEVER, new Random(1));
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
  void readsFromTheCacheFromTheSecondTurnOnAndReturnsItsReasoning() throws Exception {
    var server = open();
    var model = model(server);
    var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(2000))));
    for (var turn = 0; turn < 4; turn++) {
      server.then(
          Prepared.Speech.of(
              new Prepared.Thinking("Where to look?"),
              new Prepared.Text("Looking."),
              new Prepared.Thinking("Two places."),
              new Prepared.Call("", "list", "{\"path\":\"a\"}"),
              new Prepared.Call("", "read_file", "{\"path\":\"b\"}")));
      var reply = model.reply(request(messages), delta -> {});
      if (turn > 0) assertThat(reply.usage().cacheRead()).as("turn " + turn).isGreaterThan(1024);
      messages.add(reply.message());
      messages.add(results(reply.message()));
    }
    assertThat(server.rejections()).isEmpty();
    var input = server.bodies().getLast().array("input");
    assertThat(input.stream().filter(item -> ((Json.Obj) item).has("encrypted_content")))
        .hasSize(6);
  }

  @Test
  void goesOnWithoutReasoningThatTheServiceCannotVerify() throws Exception {
    var server = open();
    var foreign =
        new Block.Thinking(
            "x",
            ResponsesRequest.DIALECT,
            Json.parseObject(
                """
                {"type":"reasoning","id":"rs_9","summary":[],"encrypted_content":"of another account"}
                """));
    var said = new Message.Assistant(List.of(foreign, new Block.Text("Hello.", Label.MODEL)));
    server.then(Prepared.text("ok"));
    var reply =
        model(server)
            .reply(request(List.of(Message.User.text("a"), said, Message.User.text("b"))), _ -> {});
    assertThat(reply.message().text()).isEqualTo("ok");
    assertThat(server.rejections()).singleElement().asString().contains("could not be verified");
  }

  @Test
  void leavesOutReasoningThatNothingFollows() throws Exception {
    var server = open();
    var model = model(server);
    server.then(Prepared.Speech.of(new Prepared.Thinking("Hm.")), Prepared.text("ok"));
    var said = model.reply(request(List.of(Message.User.text("a"))), _ -> {}).message();
    assertThat(said.blocks()).singleElement().isInstanceOf(Block.Thinking.class);
    var again = request(List.of(Message.User.text("a"), said, Message.User.text("b")));
    assertThat(model.reply(again, _ -> {}).message().text()).isEqualTo("ok");
    assertThat(server.rejections()).isEmpty();
  }

  @Test
  void asksWithoutSummariesOnceTheAccountMayNotHaveThem() throws Exception {
    var server = open();
    var model = model(server);
    server.then(
        ResponsesServer.failure(
            400,
            "invalid_request_error",
            "unsupported_value",
            "Your organization must be verified to generate reasoning summaries."),
        Prepared.text("ok"),
        Prepared.text("still ok"));
    var request = request(List.of(Message.User.text("a")));
    assertThat(model.reply(request, _ -> {}).message().text()).isEqualTo("ok");
    assertThat(model.reply(request, _ -> {}).message().text()).isEqualTo("still ok");
    assertThat(server.bodies().stream().map(body -> body.object("reasoning").has("summary")))
        .containsExactly(true, false, false);
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
      case RATE_LIMITED -> ChatCompletionsServer.rateLimited();
      case OVERLOADED -> Prepared.text("Hello").failingAfter(4, "server_error", "broken");
      case UNREACHABLE -> Prepared.text("Hello").cutAfter(100);
      case MALFORMED -> Prepared.text("Hello").contentType("application/json");
      case OVERFLOW -> ResponsesServer.overflow();
      case UNAUTHORIZED -> ChatCompletionsServer.unauthorized();
      case QUOTA -> ChatCompletionsServer.outOfQuota();
      case UNKNOWN_MODEL ->
          ResponsesServer.failure(
              400,
              "invalid_request_error",
              "model_not_found",
              "The requested model 'x' does not exist.");
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
