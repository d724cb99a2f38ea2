package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.contract.ModelContract;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Messages API against a server that refuses what the real one refuses. */
class AnthropicContractTest {
  /** A model that thinks as it sees fit. */
  @Nested
  class Adaptive extends Contract {
    @Override
    String thinking() {
      return "adaptive";
    }

    @Test
    void readsFromTheCacheWhatItWroteIntoIt() throws Exception {
      try (var server = AnthropicServer.open(0)) {
        var model = model(server, Retry.NEVER);
        var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(500))));
        var written = 0L;
        for (var turn = 0; turn < 6; turn++) {
          server.then(
              Prepared.Speech.of(
                  new Prepared.Thinking("Turn " + turn),
                  new Prepared.Text("Looking. "),
                  new Prepared.Call("", "list", "{\"path\":\"a\"}"),
                  new Prepared.Call("", "read_file", "{\"path\":\"b\"}")));
          var reply = model.reply(request(messages), delta -> {});
          assertThat(reply.usage().cacheRead()).as("turn " + turn).isEqualTo(written);
          assertThat(reply.usage().input()).as("turn " + turn).isZero();
          written = reply.usage().prompt();
          messages.add(reply.message());
          messages.add(results(reply.message()));
        }
        assertThat(server.rejections()).isEmpty();
      }
    }

    @Test
    void tellsWhatIsKeptForAnHour() throws Exception {
      try (var server = AnthropicServer.open(0)) {
        server.answering(_ -> Prepared.text("ok"));
        var settings =
            ProviderSettings.of(
                    Map.of(
                        "ANTHROPIC_API_KEY",
                        AnthropicServer.KEY,
                        "ANTHROPIC_BASE_URL",
                        server.uri().toString()),
                    "test")
                .withRetry(Retry.NEVER)
                .withCacheLifetime(Duration.ofHours(1));
        var model =
            new Providers(settings, InstantSource.system(), new Random(1))
                .model("anthropic/claude-test-1");
        assertThat(model.info().cacheLifetime()).isEqualTo(Duration.ofHours(1));

        var messages = new ArrayList<Message>(List.of(Message.User.text("Go. ".repeat(500))));
        var first = model.reply(request(messages), _ -> {});
        assertThat(first.usage().hourWrite()).isPositive().isEqualTo(first.usage().cacheWrite());
        messages.add(first.message());
        messages.add(Message.User.text("And now?"));
        var second = model.reply(request(messages), _ -> {});
        assertThat(second.usage().cacheRead()).isEqualTo(first.usage().prompt());
        assertThat(second.usage().hourWrite()).isEqualTo(second.usage().cacheWrite());
        assertThat(server.rejections()).isEmpty();
      }
    }

    @Test
    void takesBackWhatACutReplySaidAndTriesAgain() throws Exception {
      try (var server = AnthropicServer.open()) {
        server.then(
            AnthropicServer.overloaded().header("retry-after-ms", "1"),
            Prepared.text("Hello there").cutAfter(600),
            Prepared.text("Hello there").failingAfter(4, "overloaded_error", "Overloaded"),
            Prepared.text("Hello there"));
        var quick = new Retry(8, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
        var deltas = new ArrayList<Delta>();
        var reply =
            model(server, quick).reply(request(List.of(Message.User.text("Hi"))), deltas::add);
        assertThat(reply.message().text()).isEqualTo("Hello there");
        assertThat(deltas.stream().filter(Delta.Retrying.class::isInstance)).hasSize(3);
        assertThat(Samples.joined(deltas)).isEqualTo(Map.of("text", "Hello there"));
      }
    }
  }

  /** An older model, whose thinking has a budget. */
  @Nested
  class Budget extends Contract {
    @Override
    String thinking() {
      return "budget";
    }
  }

  /** A model of which nothing is known. */
  @Nested
  class Unknown extends Contract {
    @Override
    String thinking() {
      return "none";
    }
  }

  abstract static class Contract extends ModelContract {
    @TempDir private Path folder;
    private final List<AnthropicServer> servers = new ArrayList<>();

    abstract String thinking();

    @AfterEach
    void closeServers() {
      for (var server : servers) server.close();
    }

    AnthropicServer open() {
      var server = AnthropicServer.open();
      servers.add(server);
      return server;
    }

    Model model(AnthropicServer server, Retry retry) throws IOException {
      var facts =
          Files.writeString(
              folder.resolve("models.json"),
              """
              {"models": [{"provider": "anthropic", "names": ["claude-test-1"], "thinking": "%s",
                "maxOutput": 64000, "budgets": {"low": 1024, "medium": 2000, "high": 4000}}]}
              """
                  .formatted(thinking()));
      var environment =
          Map.of(
              "ANTHROPIC_API_KEY",
              AnthropicServer.KEY,
              "ANTHROPIC_BASE_URL",
              server.uri().toString());
      var settings = ProviderSettings.of(environment, "test").withFactsFile(facts).withRetry(retry);
      return new Providers(settings, InstantSource.system(), new Random(1))
          .model(AnthropicServer.MODEL);
    }

    private Model once(AnthropicServer server) {
      try {
        return model(server, Retry.NEVER);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
    protected Model model(Prepared.Speech... answers) {
      var server = open();
      server.then(answers);
      return once(server);
    }

    @Override
    protected Model stalling() {
      var server = open();
      server.then(Prepared.text("Let me see ".repeat(1000)).stallAfter(3000));
      return once(server);
    }

    @Override
    protected Set<Failure> failures() {
      return Set.of(
          Failure.RATE_LIMITED,
          Failure.OVERLOADED,
          Failure.UNREACHABLE,
          Failure.MALFORMED,
          Failure.OVERFLOW,
          Failure.UNAUTHORIZED,
          Failure.QUOTA,
          Failure.UNKNOWN_MODEL,
          Failure.INVALID_REQUEST);
    }

    @Override
    protected Model failing(Failure failure) {
      var server = open();
      server.answering(request -> prepared(failure));
      return once(server);
    }

    private static Prepared prepared(Failure failure) {
      return switch (failure) {
        case RATE_LIMITED -> AnthropicServer.rateLimited();
        case OVERLOADED -> AnthropicServer.overloaded();
        case UNREACHABLE -> Prepared.text("Hello").cutAfter(300);
        case MALFORMED -> Prepared.text("Hello").contentType("application/json");
        case OVERFLOW -> AnthropicServer.overflow(300_000);
        case UNAUTHORIZED -> AnthropicServer.unauthorized();
        case QUOTA -> AnthropicServer.outOfCredit();
        case UNKNOWN_MODEL -> AnthropicServer.failure(404, "not_found_error", "model: x");
        case INVALID_REQUEST -> AnthropicServer.failure(400, "invalid_request_error", "no");
      };
    }

    @Override
    protected String word(StopReason reason) {
      return switch (reason) {
        case END -> "end_turn";
        case CALLS -> "tool_use";
        case LENGTH -> "max_tokens";
        case REFUSED -> "refusal";
        case PAUSED -> "pause_turn";
        case INTERRUPTED, CUT -> throw new IllegalArgumentException("no word for it");
      };
    }
  }
}
