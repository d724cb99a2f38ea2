package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked, kept and told so that calls can be undone. */
@Timeout(60)
class UndoableTest extends SessionFixture {
  /** Keeps everything but what {@code gap} says; a full disk is {@code full}. */
  private static final class Fake implements Checkpoints {
    final List<String> looked = new ArrayList<>();
    Optional<String> gap = Optional.empty();
    boolean full;

    @Override
    public Checkpoint before(CallId call, List<Effect> effects) throws IOException {
      if (full) throw new IOException("No space left on device");
      looked.add("before " + call.value());
      return () -> {
        looked.add("after " + call.value());
        return Optional.of(new Found("00", 1, List.of("~ a"), List.of()));
      };
    }

    @Override
    public Optional<Found> meanwhile() {
      looked.add("meanwhile");
      return Optional.of(new Found("01", 1, List.of("~ b"), List.of()));
    }

    @Override
    public Optional<String> gap() {
      return gap;
    }

    @Override
    public Optional<Found> since(CallId call) {
      return Optional.empty();
    }

    @Override
    public void close() {
      looked.add("closed");
    }
  }

  private final Fake checkpoints = new Fake();

  private SessionBuilder session(String command) {
    var model =
        ScriptedModel.of(Turn.call("bash", "{\"command\":\"" + command + "\"}"), Turn.text("ok"));
    return builder(model, LambdaTool.command("bash", (_, _) -> ToolResult.failed("exit 1")))
        .policy(OpenPolicy.allowingTools("bash"))
        .checkpoints(checkpoints);
  }

  @Test
  void looksBeforeAndAfterACallHoweverItEndsAndRecordsTheStepBeforeTheResult()
      throws InterruptedException {
    try (var session = session("make").open()) {
      session.run("go");
    }
    assertThat(checkpoints.looked).containsExactly("before call_t1_0", "after call_t1_0", "closed");
    assertThat(journal.events(Event.FilesChanged.class)).hasSize(1);
    var kinds =
        journal.events(Event.Durable.class).stream().map(event -> event.getClass().getSimpleName());
    assertThat(kinds)
        .containsSubsequence("CallDecided", "CallStarted", "FilesChanged", "CallFinished");
  }

  @Test
  void whatGoesOnAfterACallIsAStepOfItsOwnBeforeTheNextOneAndAtItsEnd()
      throws InterruptedException {
    var ends = new ArrayList<Runnable>();
    var model =
        ScriptedModel.of(
            Turn.call("bash", "{\"command\":\"serve &\"}"),
            Turn.call("bash", "{\"command\":\"make\"}"),
            Turn.text("ok"));
    var tool =
        LambdaTool.command(
            "bash",
            (_, context) -> {
              if (ends.isEmpty()) ends.add(context.outliving());
              return ToolResult.ok("", Label.JACKDAW);
            });
    try (var session =
        builder(model, tool)
            .policy(OpenPolicy.allowingTools("bash"))
            .checkpoints(checkpoints)
            .open()) {
      session.run("go");
      ends.getFirst().run();
    }
    assertThat(checkpoints.looked)
        .containsExactly(
            "before call_t1_0",
            "after call_t1_0",
            "meanwhile",
            "before call_t2_0",
            "after call_t2_0",
            "meanwhile",
            "closed");
    assertThat(journal.events(Event.FilesChanged.class))
        .extracting(step -> step.call().value() + " " + step.found().shared())
        .containsExactly("call_t1_0 false", "call_t1_0 true", "call_t2_0 false", "call_t1_0 true");
  }

  @Test
  void whatIsDoneForACallLaterIsAStepOfIt() throws InterruptedException {
    var contexts = new ArrayList<ToolContext>();
    var model = ScriptedModel.of(Turn.call("bash", "{\"command\":\"x\"}"), Turn.text("ok"));
    var tool =
        LambdaTool.command(
            "bash",
            (_, context) -> {
              contexts.add(context);
              return ToolResult.ok("", Label.JACKDAW);
            });
    try (var session =
        builder(model, tool)
            .policy(OpenPolicy.allowingTools("bash"))
            .checkpoints(checkpoints)
            .open()) {
      session.run("go");
      contexts.getFirst().later(() -> checkpoints.looked.add("done"));
      checkpoints.full = true;
      assertThatThrownBy(() -> contexts.getFirst().later(() -> checkpoints.looked.add("again")))
          .hasMessageContaining("No space left");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(checkpoints.looked)
        .endsWith("before call_t1_0", "done", "after call_t1_0", "closed");
    assertThat(journal.events(Event.FilesChanged.class))
        .extracting(step -> step.found().shared())
        .containsExactly(false, false);
  }

  @Test
  void doesNotRunWhatCouldNotBeUndoneBecauseTheDiskIsFull() throws InterruptedException {
    checkpoints.full = true;
    try (var session = session("make").open()) {
      session.run("go");
    }
    assertThat(onlyResult()).contains("Not run", "No space left on device", "--undo off");
    assertThat(journal.events(Event.CallStarted.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf x",
        "cd a && rm b",
        "/bin/rm b",
        "git clean -fdx",
        "find . -name x -delete",
        "git reset --hard",
        "mv a b",
        "(truncate -s 0 a)",
        "find . -exec rm {} +",
        "ls | xargs -r rm -f",
        "sudo rm a"
      })
  void refusesToDeleteMoreThanIsKeptWhileNobodyIsThere(String command) throws InterruptedException {
    checkpoints.gap = Optional.of("3 files (9 MiB)");
    try (var session = session(command).open()) {
      session.run("go");
    }
    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult()).contains("3 files (9 MiB) are not kept for undo", "undoLimits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"make", "grep rm a", "echo farm x", "git status", "perform -x"})
  void whatDoesNotDeleteRunsUnasked(String command) throws InterruptedException {
    checkpoints.gap = Optional.of("3 files (9 MiB)");
    try (var session = session(command).open()) {
      session.run("go");
    }
    assertThat(statuses()).containsExactly(Status.FAILED);
  }

  @Test
  void asksThePersonWhoIsThere() throws InterruptedException {
    checkpoints.gap = Optional.of("3 files (9 MiB)");
    var asked = new ArrayList<Question>();
    try (var session = session("rm x").attendance(Attendance.ATTENDED).open()) {
      session.listen(occurrence -> {
        if (!(occurrence.event() instanceof Event.QuestionAsked(var number, var question))) return;
        asked.add(question);
        session.answer(number, new Answer.AllowOnce());
      });
      session.run("go");
    }
    assertThat(asked).hasSize(1);
    assertThat(((Question.Approval) asked.getFirst()).reason()).contains("not kept for undo");
    assertThat(statuses()).containsExactly(Status.FAILED);
  }

  @Test
  void doesNotAskWhoWantedNoQuestions() throws InterruptedException {
    checkpoints.gap = Optional.of("3 files (9 MiB)");
    try (var session = session("rm x").mode(Mode.BYPASS).open()) {
      session.run("go");
    }
    assertThat(statuses()).containsExactly(Status.FAILED);
  }
}
