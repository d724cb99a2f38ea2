package dev.jackdaw.benchmarks;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing the request of a conversation of so many calls and results and measuring all its parts,
 * as before each request, and drawing a fold of nearly all of it, digest included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContextSpeed {
  /** A prompt comes before so many turns. */
  private static final int TURNS_PER_TASK = 7;

  @Param({"1000", "5000"})
  private int items;

  private Path folder;
  private Session session;

  /** Is never asked. */
  private record Silent() implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo(
          "test",
          "claude-silent",
          20_000_000,
          16_000,
          EnumSet.noneOf(ModelInfo.Feature.class),
          Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      throw new IllegalStateException("nobody asks this model");
    }
  }

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("jackdaw-context");
    var journal = new MemoryJournal(new SessionId("context"), InstantSource.system());
    var messages = Conversation.messages(items / 2);
    for (var turn = 1; turn <= items / 2; turn++) {
      if (turn % TURNS_PER_TASK == 1) {
        var prompt = new Block.Text("Please do task " + turn + ".", Label.USER);
        journal.append(AgentId.MAIN, new Event.PromptSubmitted(List.of(prompt), false));
      }
      var said = (Message.Assistant) messages.get(2 * turn - 1);
      journal.append(
          AgentId.MAIN,
          new Event.ReplyReceived(
              new TurnId(turn),
              said,
              Usage.NONE,
              StopReason.CALLS,
              "claude-silent",
              Optional.empty(),
              Duration.ZERO));
      journal.append(AgentId.MAIN, Conversation.finished(turn));
    }
    var workspace = Workspace.of(folder);
    session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(new Silent())
            .tools(List.of(new Echo()))
            .policy(new PolicyBuilder(workspace).build())
            .mode(Mode.BYPASS)
            .open();
  }

  @TearDown
  public void close() throws IOException {
    session.close();
    TemporaryFolder.delete(folder);
  }

  @Benchmark
  public ContextReport render() {
    return session.context();
  }

  @Benchmark
  public Optional<Fold> draw() {
    return session.foldable();
  }
}
