package dev.jackdaw.testkit;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At least one of every durable event, with every kind of value that can be in them. */
public final class Samples {
  private static final TurnId TURN = new TurnId(1);
  private static final CallId CALL = new CallId("toolu_1");
  private static final Rule RULE = new Rule("Bash", "ls:*");
  private static final Path FILE = Path.of("/project/a.txt");
  private static final Json.Obj INPUT =
      Json.object()
          .put("path", "a \u00E9\uD83D\uDC26\u2028\"\\\n.txt")
          .put("line", 3)
          .put("deep", Json.object().put("list", Json.strings(List.of("", "x"))).build())
          .put("nothing", Json.Null.INSTANCE)
          .put("huge", new Json.Num("1e999999999"))
          .put("yes", true)
          .build();
  private static final Block.Call BLOCK = new Block.Call(CALL, "read", INPUT);
  private static final Block.Image IMAGE =
      new Block.Image("image/png", "iVBORw0KGgo=", new Label(Label.Source.WORKSPACE, "a.png"));

  private Samples() {}

  public static List<Event.Durable> events() {
    return List.of(
        new Event.SessionOpened(
            new SessionId("s-1"), "/project", "0.1.0", Optional.of(new SessionId("s-0"))),
        new Event.SessionOpened(new SessionId("s-1"), "/project", "0.1.0", Optional.empty()),
        new Event.SessionResumed("0.1.1"),
        new Event.AgentConfigured(
            "scripted/test",
            List.of(
                new Block.Text("Be good.", Label.JACKDAW),
                new Block.Text("Rules.", new Label(Label.Source.MEMORY, "AGENTS.md"))),
            List.of("read", "bash")),
        new Event.PromptSubmitted(List.of(new Block.Text("hello", Label.USER), IMAGE), true),
        new Event.NoticeGiven("the plan changed"),
        new Event.MemoryLoaded("/project/sub/AGENTS.md", "Rules."),
        reply(StopReason.CALLS, Optional.of(0.0123)),
        reply(StopReason.LENGTH, Optional.empty()),
        reply(StopReason.INTERRUPTED, Optional.empty()),
        new Event.ModelFailed(TURN, "model-overloaded", "Overloaded"),
        decided(new Decision.Allow("it reads inside the workspace")),
        decided(new Decision.Ask("it runs a command", RULE)),
        decided(new Decision.Deny("a rule says so")),
        new Event.CallStarted(TURN, CALL, Idempotency.PURE),
        new Event.CallStarted(TURN, CALL, Idempotency.UNSAFE),
        finished(ToolResult.ok("text", new Label(Label.Source.COMMAND, "ls"))),
        finished(ToolResult.failed("no such file").withDetails(INPUT)),
        finished(
            new ToolResult(
                ToolResult.Status.TIMED_OUT,
                List.of(new Block.Text("", Label.JACKDAW), IMAGE),
                Json.Obj.EMPTY,
                new Label(Label.Source.WEB, "example.org"))),
        answered(new Answer.AllowOnce()),
        answered(new Answer.AllowEdited(INPUT)),
        answered(new Answer.AllowForSession(RULE)),
        answered(new Answer.AllowAlways(RULE)),
        answered(new Answer.Refuse("use the other one")),
        answered(new Answer.Dismissed()),
        new Event.QuestionAnswered(
            new Question.Choice(
                "Which?",
                List.of(new Question.Option("a", "the first"), new Question.Option("b", "")),
                true),
            new Answer.Chosen(List.of("a", "my own words"))),
        new Event.ModeChanged(Mode.ACCEPT_EDITS),
        new Event.ModelChanged("scripted/other", "asked for"),
        new Event.AnsweredByOther(TURN, "scripted/other", "smaller"),
        new Event.WindowLearned("scripted/other", 8192, "the provider said so"),
        new Event.AgentStarted(AgentId.MAIN.child(2), CALL, "count files"),
        new Event.SideJobEnded(
            "title",
            "scripted/small",
            new Usage(40, 0, 0, 5, 0),
            Optional.of(0.001),
            Duration.ofMillis(300),
            ""),
        new Event.SessionTitled("A title"),
        new Event.FilesChanged(
            TURN,
            CALL,
            new Checkpoints.Found(
                "5e".repeat(32), 2, List.of("~ src/A.java", "+ b"), List.of("c was not kept"))),
        new Event.ConversationRewound(2),
        new Event.ContextFolded(
            new Fold(
                1,
                7,
                List.of(new Block.Text("Mend it.", Label.USER)),
                List.of(new Fold.Shortened(214, "ok")),
                Fold.Reason.PRICE,
                "it pays",
                90_000,
                12_000)),
        new Event.ContextUnfolded(1),
        new Event.ContextPinned("#214"),
        new Event.ContextUnpinned("#214"),
        new Event.StepsUndone(List.of(2, 1), "The user took back steps 2 and 1."),
        new Event.HookSpoke(
            "UserPromptSubmit",
            List.of(
                new Block.Text("Today is deployment day.", new Label(Label.Source.COMMAND, ""))),
            List.of("the hook took 2 s")),
        new Event.StepsRedone(List.of(1), "The user did step 1 again."),
        new Event.CallNested(TURN, CALL, BLOCK.withId(new CallId("toolu_1/a.1"))),
        new Event.ScriptStarted(TURN, CALL, Instant.ofEpochSecond(1_800_000_000)),
        ended(new Outcome.Finished("done")),
        ended(new Outcome.Interrupted()),
        ended(new Outcome.LimitReached(Outcome.Limit.COST, "the limit of $1 was reached")),
        ended(new Outcome.Blocked("I could not", "Bash(rm) was refused")),
        ended(
            new Outcome.Failed(
                JackdawException.Kind.PROVIDER, "model-unreachable", "no route to the provider")));
  }

  private static Event.Durable reply(StopReason stop, Optional<Double> dollars) {
    var thought =
        new Block.Thinking("hm", "anthropic", Json.object().put("signature", "c2lnbmVk").build());
    var broken = new Block.Call(new CallId("toolu_2"), "bash", Json.Obj.EMPTY, "{\"command\":");
    return new Event.ReplyReceived(
        TURN,
        new Message.Assistant(
            List.of(thought, new Block.Text("Reading.", Label.MODEL), BLOCK, broken)),
        new Usage(1_000, 20_000, 300, 40, 5),
        stop,
        "scripted/test",
        dollars,
        Duration.ofMillis(1_234));
  }

  private static Event.Durable decided(Decision decision) {
    List<Effect> effects =
        List.of(
            new Effect.Reads(FILE),
            new Effect.Writes(FILE),
            new Effect.Executes("ls -la", Path.of("/project")),
            new Effect.Connects("example.org", 443),
            new Effect.Persists(Path.of("/project/.git/hooks/pre-commit"), "a git hook"));
    return new Event.CallDecided(TURN, CALL, effects, decision);
  }

  private static Event.Durable finished(ToolResult result) {
    return new Event.CallFinished(TURN, CALL, result, Duration.ofNanos(1_500_000));
  }

  private static Event.Durable answered(Answer answer) {
    return new Event.QuestionAnswered(
        new Question.Approval(
            BLOCK, "read a.txt", List.of(new Effect.Reads(FILE)), "outside the workspace", RULE),
        answer);
  }

  private static Event.Durable ended(Outcome outcome) {
    return new Event.TaskFinished(outcome);
  }
}
