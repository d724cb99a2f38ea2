package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.MemoryBlobs;
import dev.jackdaw.testkit.Workspaces;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was folded is in the journal, and nothing holds it in memory as well. */
class RetainedTextTest {
  private static final int WINDOW = 32_000;
  private static final int CALLS = 8;
  private static final int CHARS = 9_000;

  @TempDir Path folder;
  private final List<WeakReference<Object>> texts = new ArrayList<>();
  private int made;
  private int folds;
  private long shown;

  /** Keeps events nowhere that could be reached from here. */
  private final class Away implements Journal {
    private final MemoryBlobs blobs = new MemoryBlobs();
    private long sequence;

    @Override
    public SessionId session() {
      return new SessionId("away");
    }

    @Override
    public void replay(Consumer<Occurrence> each) {}

    @Override
    public Occurrence append(AgentId agent, Event.Durable event) {
      if (event instanceof Event.ContextFolded(var fold)) {
        folds++;
        texts.add(new WeakReference<>(fold.digest()));
      }
      return new Occurrence(++sequence, Instant.EPOCH, agent, event);
    }

    @Override
    public void sync() {}

    @Override
    public Blobs blobs() {
      return blobs;
    }

    @Override
    public void close() {}
  }

  /** Looks a few times for each prompt, with long inputs, and answers. */
  private final class Looking implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo(
          "test",
          "looking",
          WINDOW,
          1_000,
          EnumSet.noneOf(ModelInfo.Feature.class),
          Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      shown = request.messages().stream().mapToLong(message -> message.blocks().size()).sum();
      var usage = new Usage(PromptSize.chars(request) / 3, 0, 0, 10, 0);
      made++;
      if (made % (CALLS + 1) == 0) {
        var answer = new Block.Text(lengthy("answer"), Label.MODEL);
        return new Reply(new Message.Assistant(List.of(answer)), usage, StopReason.END);
      }
      var input = Json.object().put("n", made).put("text", lengthy("input")).build();
      var call = new Block.Call(new CallId("c" + made), "look", input);
      return new Reply(new Message.Assistant(List.of(call)), usage, StopReason.CALLS);
    }
  }

  private String lengthy(String what) {
    var text = (what + " " + made + " ").repeat(CHARS / 10);
    texts.add(new WeakReference<>(text));
    return text;
  }

  @Test
  void memoryGrowsWithWhatIsShown() throws InterruptedException {
    var look = LambdaTool.pure("look", (_, _) -> LambdaTool.ok(lengthy("seen")));
    try (var session =
        AgentSession.builder()
            .journal(new Away())
            .workspace(Workspaces.in(folder).workspace())
            .model(new Looking())
            .tools(List.of(look))
            .policy(OpenPolicy.allowingTools("look"))
            .open()) {
      work(session, 10);
      var early = alive();
      work(session, 60);
      assertThat(folds).isGreaterThan(30);
      assertThat(texts).hasSizeGreaterThan(900);
      assertThat(alive()).as("of %s texts", texts.size()).isLessThan(early + 40);
      assertThat(shown).isLessThan(400);
    }
  }

  private static void work(Session session, int prompts) throws InterruptedException {
    for (var i = 0; i < prompts; i++) {
      assertThat(session.run("Look at it.")).isInstanceOf(Outcome.Finished.class);
    }
  }

  /** A collector is asked, not told; what it can collect is gone after a few times. */
  private long alive() {
    var least = Long.MAX_VALUE;
    for (var i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, texts.stream().filter(text -> text.get() != null).count());
    }
    return least;
  }
}
