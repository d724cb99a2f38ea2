package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sessions for tests, told event by event on a clock that is moved by hand. */
final class Story {
  static final String PROJECT = "/home/ada/project";

  final FakeClock clock = FakeClock.create();
  final MemoryJournal journal = new MemoryJournal(new SessionId("s1"), clock);
  private AgentId agent = AgentId.MAIN;
  private int turn = 1;

  Story as(AgentId other) {
    agent = other;
    return this;
  }

  Story after(long millis) {
    clock.advance(Duration.ofMillis(millis));
    return this;
  }

  Story add(Event.Durable event) {
    journal.append(agent, event);
    return this;
  }

  Story opened() {
    return add(new Event.SessionOpened(new SessionId("s1"), PROJECT, "0.1.0", Optional.empty()));
  }

  Story prompt(String text) {
    return add(new Event.PromptSubmitted(List.of(new Block.Text(text, Label.USER)), false));
  }

  Story reply(long tookMillis, double dollars, Block.Said... blocks) {
    return add(
        new Event.ReplyReceived(
            new TurnId(turn++),
            new Message.Assistant(List.of(blocks)),
            new Usage(1_000, 11_000, 500, 80, 0),
            blocks.length == 0 || blocks[blocks.length - 1] instanceof Block.Text
                ? StopReason.END
                : StopReason.CALLS,
            "scripted/demo",
            Optional.of(dollars),
            Duration.ofMillis(tookMillis)));
  }

  static Block.Text said(String text) {
    return new Block.Text(text, Label.MODEL);
  }

  static Block.Call call(String id, String tool, String input) {
    return new Block.Call(new CallId(id), tool, Json.parseObject(input));
  }

  Story decided(String id, Effect... effects) {
    return decided(id, new Decision.Allow("it reads inside the workspace"), effects);
  }

  Story decided(String id, Decision decision, Effect... effects) {
    return add(new Event.CallDecided(turn(), new CallId(id), List.of(effects), decision));
  }

  Story allowed(Block.Call call, Effect... effects) {
    var question =
        new Question.Approval(
            call, "run it", List.of(effects), "it runs a command", new Rule("Bash", "mvn:*"));
    return add(new Event.QuestionAnswered(question, new Answer.AllowOnce()))
        .decided(call.id().value(), new Decision.Allow("the user allowed it once"), effects);
  }

  Story started(String id) {
    return add(new Event.CallStarted(turn(), new CallId(id), Idempotency.PURE));
  }

  Story finished(String id, Status status, String text, long tookMillis) {
    return finished(
        id, ToolResult.of(status, text, new Label(Label.Source.COMMAND, "")), tookMillis);
  }

  Story finished(String id, ToolResult result, long tookMillis) {
    return add(
        new Event.CallFinished(turn(), new CallId(id), result, Duration.ofMillis(tookMillis)));
  }

  Story agentStarted(AgentId child, String call, String description) {
    return add(new Event.AgentStarted(child, new CallId(call), description));
  }

  Story ended(Outcome outcome) {
    return add(new Event.TaskFinished(outcome));
  }

  private TurnId turn() {
    return new TurnId(Math.max(1, turn - 1));
  }

  Journal journal() {
    return journal;
  }

  Timeline timeline() {
    return Timeline.of(journal);
  }

  static Effect reads(String file) {
    return new Effect.Reads(Path.of(PROJECT, file));
  }

  static Effect writes(String file) {
    return new Effect.Writes(Path.of(PROJECT, file));
  }

  static Effect runs(String command) {
    return new Effect.Executes(command, Path.of(PROJECT));
  }

  /**
   * Two calls side by side, an edit, a question, a sub-agent, a crash, a night, an interruption.
   */
  static Story eventful() {
    var child = AgentId.MAIN.child(1);
    var test = call("c4", "bash", "{\"command\":\"mvn -q test\"}");
    var diff =
        """
        --- a/src/Main.java
        +++ b/src/Main.java
        @@ -1,3 +1,3 @@
         class Main {
        -  int limit = 5;
        +  int limit = 6; // 名前 <b>
         }
        """;
    return new Story()
        .opened()
        .after(4_000)
        .prompt("Fix the flaky build, please.\nIt fails on Mondays.")
        .after(2_000)
        .reply(
            2_000,
            0.0123,
            said("I look at both files."),
            call("c1", "read", "{\"path\":\"src/Main.java\"}"),
            call("c2", "grep", "{\"pattern\":\"Monday\",\"path\":\"src\"}"))
        .decided("c1", reads("src/Main.java"))
        .decided("c2", reads("src"))
        .started("c1")
        .started("c2")
        .after(40)
        .finished("c1", Status.OK, "class Main {}", 40)
        .after(460)
        .finished("c2", Status.FAILED, "no match", 500)
        .after(1_500)
        .reply(1_500, 0.0045, call("c3", "edit", "{\"path\":\"src/Main.java\"}"), test)
        .decided("c3", new Decision.Allow("edits are accepted"), writes("src/Main.java"))
        .started("c3")
        .after(12)
        .finished(
            "c3",
            ToolResult.ok("Changed src/Main.java +1 -1", Label.JACKDAW)
                .withDetails(Json.object().put("diff", diff).put("added", 1).build()),
            12)
        .after(2_988)
        .allowed(test, runs("mvn -q test"))
        .started("c4")
        .after(4_000)
        .finished("c4", Status.OK, "Tests run: 3", 4_000)
        .after(900)
        .reply(900, 0.002, call("c5", "task", "{\"description\":\"look for 他の tests\"}"))
        .decided("c5")
        .started("c5")
        .agentStarted(child, "c5", "look for 他の tests")
        .as(child)
        .prompt("Look for other tests.")
        .after(1_000)
        .reply(
            1_000,
            0.001,
            call("d1", "read", "{\"path\":\"a\"}"),
            call("d2", "read", "{\"path\":\"b\"}"))
        .decided("d1", reads("a"))
        .decided("d2", reads("b"))
        .started("d1")
        .started("d2")
        .after(300)
        .finished("d2", Status.OK, "b", 300)
        .after(200)
        .finished("d1", Status.OK, "a", 500)
        .after(700)
        .reply(700, 0.001, said("There are none."))
        .ended(new Outcome.Finished("There are none."))
        .as(AgentId.MAIN)
        .finished("c5", Status.OK, "There are none.", 2_200)
        .after(600)
        .reply(600, 0.003, call("c6", "bash", "{\"command\":\"./deploy \\u001b[2J --all\"}"))
        .decided("c6", new Decision.Allow("a rule allows it"), runs("./deploy \u001b[2J --all"))
        .started("c6")
        .after(1_000)
        .add(new Event.ModeChanged(Mode.DEFAULT))
        .after(9 * 3_600_000)
        .add(new Event.SessionResumed("0.1.1"))
        .finished("c6", Status.IN_DOUBT, "Whether it took effect is not known.", 0)
        .after(2_000)
        .prompt("Go on.")
        .after(800)
        .add(new Event.ModelFailed(new TurnId(6), "model-overloaded", "Overloaded"))
        .after(700)
        .reply(700, 0.001, call("c7", "bash", "{\"command\":\"rm -rf /\"}"))
        .decided("c7", new Decision.Deny("a rule denies it"), runs("rm -rf /"))
        .finished("c7", Status.REFUSED, "Not run: a rule denies it", 0)
        .after(500)
        .ended(new Outcome.Interrupted());
  }
}
