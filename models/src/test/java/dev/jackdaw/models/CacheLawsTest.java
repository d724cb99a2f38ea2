package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random sessions: whatever happens in them, each request reads all that the last one wrote. */
class CacheLawsTest {
  private static final int SESSIONS = 40;

  @TempDir private Path folder;

  /** What happens next in a session. */
  private sealed interface Step {
    /** The person says so many things, of which some are pictures. */
    record Spoken(int blocks, int pictures) implements Step {}

    /** The model thinks or not, says something and makes so many calls. */
    record Answered(boolean thinking, int calls, int pictures) implements Step {}

    /** The request is not answered. */
    record Failed() implements Step {}

    /** The model stops amid its answer and is asked to go on. */
    record Paused() implements Step {}
  }

  private static List<Step> session(RandomGenerator random, int size) {
    var steps = new ArrayList<Step>();
    steps.add(new Step.Spoken(1 + random.nextInt(3), random.nextInt(2)));
    for (var i = 0; i < 4 + size / 4; i++) {
      switch (random.nextInt(10)) {
        case 0 ->
            steps.add(new Step.Spoken(1 + random.nextInt(random.nextInt(8) == 0 ? 36 : 4), 0));
        case 1 -> steps.add(new Step.Spoken(1, 1 + random.nextInt(20)));
        case 2 -> steps.add(new Step.Failed());
        case 3 -> steps.add(new Step.Paused());
        default ->
            steps.add(
                new Step.Answered(
                    random.nextBoolean(),
                    random.nextInt(random.nextInt(4) == 0 ? 32 : 4),
                    random.nextInt(2)));
      }
    }
    return steps;
  }

  @Test
  void readsAllThatWasWritten() {
    Properties.forAll(
        SESSIONS,
        CacheLawsTest::session,
        steps -> {
          try (var server = AnthropicServer.open(0)) {
            new Run(server, facts("adaptive"), false).run(steps);
          }
        });
  }

  /** Once a person speaks, such a model has lost all since the person spoke the time before. */
  @Test
  void readsAllThatAForgetfulModelCanHaveKept() {
    Properties.forAll(
        SESSIONS,
        CacheLawsTest::session,
        steps -> {
          try (var server = AnthropicServer.openForgetful(0)) {
            new Run(server, facts("budget"), true).run(steps);
          }
        });
  }

  /** Each fold has new words behind those of the one before; lines of what was done follow. */
  @Test
  void readsTheWordsThatAFoldRepeats() {
    Properties.forAll(
        SESSIONS,
        (random, _) -> List.of(1 + random.nextInt(30), random.nextInt(9), random.nextInt(9)),
        counts -> {
          try (var server = AnthropicServer.open(0)) {
            var run = new Run(server, facts("adaptive"), false);
            var words = 0;
            var kept = 0L;
            for (var more : counts) {
              words += more;
              assertThat(run.folded(words).cacheRead()).isGreaterThanOrEqualTo(kept);
              assertThat(run.folded(words).cacheWrite()).isZero();
              try (var other = AnthropicServer.open(0)) {
                kept = written(new Run(other, facts("adaptive"), false).words(words));
              }
            }
          }
        });
  }

  private static long written(Usage usage) {
    return usage.cacheRead() + usage.cacheWrite();
  }

  private Path facts(String thinking) throws IOException {
    return Files.writeString(
        folder.resolve("models.json"),
        """
        {"models": [{"provider": "anthropic", "names": ["claude-test-1"], "thinking": "%s",
          "maxOutput": 64000, "budgets": {"medium": 2000}}]}
        """
            .formatted(thinking));
  }

  /** A session against a server. */
  private static final class Run {
    private final AnthropicServer server;
    private final Model model;
    private final boolean isForgetful;
    private final List<Message> closed = new ArrayList<>();
    private final List<Block.Given> next = new ArrayList<>();
    private Usage last = Usage.NONE;
    private Usage lastOfPrompt = Usage.NONE;
    private boolean hasPictures;
    private boolean hadPictures;

    Run(AnthropicServer server, Path facts, boolean isForgetful) {
      this.server = server;
      this.isForgetful = isForgetful;
      var environment =
          Map.of(
              "ANTHROPIC_API_KEY",
              AnthropicServer.KEY,
              "ANTHROPIC_BASE_URL",
              server.uri().toString());
      var settings =
          ProviderSettings.of(environment, "test").withFactsFile(facts).withRetry(Retry.NEVER);
      model =
          new Providers(settings, InstantSource.system(), new Random(1))
              .model(AnthropicServer.MODEL);
    }

    void run(List<Step> steps) throws Exception {
      for (var step : steps) {
        switch (step) {
          case Step.Spoken(var blocks, var pictures) -> speak(blocks, pictures);
          case Step.Answered answered -> ask(answered);
          case Step.Failed _ -> fail();
          case Step.Paused _ -> pause();
        }
      }
      assertThat(server.rejections()).isEmpty();
    }

    private void speak(int blocks, int pictures) {
      for (var i = 0; i < blocks; i++) next.add(new Block.Text("Word " + i, Label.USER));
      for (var i = 0; i < pictures; i++) next.add(picture());
    }

    private Block.Image picture() {
      hasPictures = true;
      return new Block.Image("image/png", Samples.PIXEL, Label.USER);
    }

    private void fail() {
      if (isOver()) return;
      server.then(AnthropicServer.overloaded());
      assertThatThrownBy(() -> model.reply(request(), _ -> {})).isInstanceOf(ModelException.class);
    }

    /** Returns whether the model spoke last, and would be asked to go on with a whole answer. */
    private boolean isOver() {
      return next.isEmpty();
    }

    private void pause() throws InterruptedException {
      if (isOver()) speak(1, 0);
      server.then(Prepared.text("So far").stopping("pause_turn"));
      heard(judged(request()));
      server.then(Prepared.text(" and so on."));
      heard(judged(request()));
    }

    private void ask(Step.Answered step) throws InterruptedException {
      if (isOver()) speak(1, 0);
      var speech = Prepared.Speech.of();
      // Without it no budget can be asked for in the next request, which costs all messages.
      if (step.thinking() || isForgetful)
        speech = speech.and(new Prepared.Thinking("Hm " + closed.size()));
      speech = speech.and(new Prepared.Text("Looking."));
      for (var i = 0; i < step.calls(); i++) {
        speech = speech.and(new Prepared.Call("", "list", "{\"path\":\"" + i + "\"}"));
      }
      server.then(speech);
      var said = heard(judged(request()));
      for (var call : said.calls()) next.add(new Block.Result(call.id(), result(step)));
    }

    private ToolResult result(Step.Answered step) {
      if (step.pictures() == 0) return ToolResult.ok("a.txt", Samples.FILE);
      return new ToolResult(
          ToolResult.Status.FAILED,
          List.of(new Block.Text("a.png", Samples.FILE), picture()),
          Json.Obj.EMPTY,
          Samples.FILE);
    }

    private Message.Assistant heard(Message.Assistant said) {
      if (!next.isEmpty()) closed.add(new Message.User(next));
      next.clear();
      closed.add(said);
      return said;
    }

    private Message.Assistant judged(ModelRequest request) throws InterruptedException {
      var reply = model.reply(request, _ -> {});
      var usage = reply.usage();
      var isPrompt =
          request.messages().getLast() instanceof Message.User(var blocks)
              && blocks.stream().noneMatch(Block.Result.class::isInstance);
      // The first picture changes what every message was read with.
      if (hasPictures != hadPictures) last = lastOfPrompt = Usage.NONE;
      var before = isForgetful && isPrompt ? written(lastOfPrompt) : written(last);
      assertThat(usage.cacheRead()).isGreaterThanOrEqualTo(before);
      if (request.messages().getLast() instanceof Message.User) {
        assertThat(usage.input()).isZero();
      }
      hadPictures = hasPictures;
      last = usage;
      if (isPrompt) lastOfPrompt = usage;
      return reply.message();
    }

    /** Asks with so many words of users in the digest. */
    Usage folded(int words) throws InterruptedException {
      var digest = new ArrayList<Block.Given>(said(words));
      digest.add(new Block.Text("Done so far: " + words, Label.JACKDAW));
      var opening = new Block.Text("Go on", Label.USER);
      digest.add(opening);
      return asked(List.of(new Message.User(digest)), words);
    }

    Usage words(int count) throws InterruptedException {
      return asked(List.of(new Message.User(List.copyOf(said(count)))), 0);
    }

    private static List<Block.Text> said(int count) {
      var words = new ArrayList<Block.Text>();
      for (var i = 0; i < count; i++) words.add(new Block.Text("Words of user " + i, Label.USER));
      return words;
    }

    private Usage asked(List<Message> messages, int stable) throws InterruptedException {
      server.then(Prepared.text("Done."));
      return model.reply(request(messages, stable), _ -> {}).usage();
    }

    private ModelRequest request() {
      var messages = new ArrayList<>(closed);
      if (!next.isEmpty()) messages.add(new Message.User(next));
      return request(messages, 0);
    }

    private ModelRequest request(List<Message> messages, int stable) {
      var sample = Samples.conversation();
      return new ModelRequest(
          sample.system(),
          sample.tools(),
          messages,
          8000,
          Effort.MEDIUM,
          "session",
          Duration.ofMinutes(closed.size() % 3 == 0 ? 60 : 5),
          stable);
    }
  }
}
