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
import dev.jackdaw.models.http.Http;
import dev.jackdaw.models.http.HttpOptions;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.Prepared;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Chat Completions against a server that refuses what the real ones refuse. */
class ChatContractTest {
  /** As OpenAI serves models. */
  @Nested
  class OpenAi extends Contract {
    @Override
    String name() {
      return ChatCompletionsServer.MODEL;
    }

    @Override
    Set<Quirks> quirks() {
      return ModelFacts.shipped()
          .quirks("openai", URI.create("https://api.openai.com/v1"), "gpt-5");
    }

    @Test
    void readsFromTheCacheFromTheSecondTurnOn() throws Exception {
      var server = open();
      var model = model(server);
      var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(2000))));
      for (var turn = 0; turn < 4; turn++) {
        server.then(
            Prepared.Speech.of(
                new Prepared.Text("Looking."),
                new Prepared.Call("", "list", "{\"path\":\"a\"}"),
                new Prepared.Call("", "read_file", "{\"path\":\"b\"}")));
        var reply = model.reply(request(messages), delta -> {});
        if (turn > 0) assertThat(reply.usage().cacheRead()).as("turn " + turn).isGreaterThan(1024);
        messages.add(reply.message());
        messages.add(results(reply.message()));
      }
      assertThat(server.rejections()).isEmpty();
    }
  }

  /** As local servers do. */
  @Nested
  class Plain extends Contract {
    @Override
    String name() {
      return ChatCompletionsServer.PLAIN_MODEL;
    }

    @Override
    Set<Quirks> quirks() {
      return EnumSet.noneOf(Quirks.class);
    }
  }

  /** A server that wants its reasoning back. */
  @Nested
  class Reasoning extends Contract {
    @Override
    String name() {
      return ChatCompletionsServer.PLAIN_MODEL;
    }

    @Override
    Set<Quirks> quirks() {
      return EnumSet.of(Quirks.REASONING_RETURNED, Quirks.SHORT_CALL_IDS);
    }
  }

  abstract static class Contract extends ModelContract {
    private final List<ChatCompletionsServer> servers = new ArrayList<>();

    abstract String name();

    abstract Set<Quirks> quirks();

    @AfterEach
    void closeServers() {
      for (var server : servers) server.close();
    }

    ChatCompletionsServer open() {
      var server = ChatCompletionsServer.open();
      servers.add(server);
      return server;
    }

    Model model(ChatCompletionsServer server) {
      var endpoint =
          new Endpoint(
              "openai-chat",
              URI.create(server.uri() + "/v1"),
              FixedCredential.of(
                  ChatCompletionsServer.KEY,
                  Map.of("Authorization", "Bearer " + ChatCompletionsServer.KEY)),
              "OPENAI_API_KEY",
              "OPENAI_BASE_URL",
              "");
      var failures = Failures.chat(endpoint, name(), name -> "", InstantSource.system());
      var exchange = new Exchange(new Http(HttpOptions.DEFAULT), endpoint, failures);
      var fact = ModelFacts.shipped().find("openai-chat", "openai", name());
      return new RetryingModel(
          new ChatCompletionsModel(exchange, fact, quirks()), Retry.NEVER, new Random(1));
    }

    static ModelRequest request(List<Message> messages) {
      var sample = Samples.conversation();
      return new ModelRequest(
          sample.system(), sample.tools(), messages, 8000, Effort.MEDIUM, "session");
    }

    static Message.User results(Message.Assistant said) {
      var results = new ArrayList<Block.Given>();
      for (var call : said.calls()) {
        results.add(new Block.Result(call.id(), ToolResult.ok("ok", Label.JACKDAW)));
      }
      return new Message.User(results);
    }

    @Override
    protected boolean hasThinking() {
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
        case RATE_LIMITED -> ChatCompletionsServer.rateLimited();
        case OVERLOADED -> ChatCompletionsServer.overloaded();
        case UNREACHABLE -> Prepared.text("Hello").cutAfter(100);
        case MALFORMED -> Prepared.text("Hello").contentType("application/json");
        case OVERFLOW -> ChatCompletionsServer.overflow(300_000);
        case UNAUTHORIZED -> ChatCompletionsServer.unauthorized();
        case QUOTA -> ChatCompletionsServer.outOfQuota();
        case UNKNOWN_MODEL ->
            ChatCompletionsServer.failure(
                404, "invalid_request_error", "model_not_found", "The model `x` does not exist");
        case INVALID_REQUEST ->
            ChatCompletionsServer.failure(400, "invalid_request_error", "", "no");
      };
    }

    @Override
    protected String word(StopReason reason) {
      return switch (reason) {
        case END -> "stop";
        case CALLS -> "tool_calls";
        case LENGTH -> "length";
        case REFUSED -> "content_filter";
        case PAUSED, INTERRUPTED, CUT -> throw new IllegalArgumentException("no word for it");
      };
    }
  }
}
