package dev.jackdaw.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ManySessionsTest {
  private static final int TURNS = 2;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"FILE, BASH", "MEMORY, ECHO"})
  void everySessionOfACrowdDoesAllItsTurns(Plan.Store store, Plan.Work work)
      throws IOException, InterruptedException {
    try (var server = AnthropicServer.open()) {
      var tool = work == Plan.Work.BASH ? "bash" : "shell";
      server.answering(request -> answer(request, tool));

      var figures = crowd(server, store, work).run();

      assertThat(server.rejections()).isEmpty();
      assertThat(figures.failures()).isEmpty();
      assertThat(figures.turns()).hasSize(3 * (TURNS + 1));
      assertThat(server.bodies().toString()).contains("s0-2", "s1-2", "s2-2");
    }
  }

  @Test
  void aSessionThatEndsEarlyIsAFailure() throws IOException, InterruptedException {
    try (var server = AnthropicServer.open()) {
      server.answering(_ -> Prepared.text("Done already."));

      var figures = crowd(server, Plan.Store.MEMORY, Plan.Work.ECHO).run();

      assertThat(figures.failures())
          .hasSize(3)
          .allMatch(failure -> failure.contains("1 replies") && failure.contains("Done already"));
    }
  }

  @Test
  void theStreamOfTheCannedServerIsAReply() throws IOException, InterruptedException {
    try (var server = CannedServer.open(10_000)) {
      var model = ManySessions.model(server.url(), "bench", "anthropic/mock-model");

      var reply = model.reply(Conversation.request(3), _ -> {});

      assertThat(reply.message().text()).startsWith(Conversation.text(64)).hasSizeGreaterThan(1000);
    }
  }

  private Crowd crowd(AnthropicServer server, Plan.Store store, Plan.Work work) throws IOException {
    var plan = new Plan(3, TURNS, Duration.ZERO, store, work);
    var spec = "anthropic/" + AnthropicServer.MODEL;
    var model = ManySessions.model(server.uri().toString(), AnthropicServer.KEY, spec);
    return new Crowd(plan, model, Files.createDirectory(temp.resolve("crowd")));
  }

  /** Calls the tool until there are as many replies in the conversation as turns. */
  private static Prepared answer(Received request, String tool) {
    var body = request.body();
    var turn = 1;
    for (var message : body.array("messages")) {
      if (((Json.Obj) message).string("role", "").equals("assistant")) turn++;
    }
    if (turn > TURNS) return Prepared.text("All done.");
    var session = body.toString().replaceFirst("(?s).*\\[bench session=(\\w+).*", "$1");
    var input = Json.object().put("command", "echo " + session + "-" + turn).build();
    return Prepared.call(tool, input.compact());
  }
}
