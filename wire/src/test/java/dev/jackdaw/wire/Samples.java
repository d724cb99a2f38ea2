package dev.jackdaw.wire;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Retention;
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

/** One typical event of each type. */
final class Samples {
  private static final TurnId TURN = new TurnId(2);
  private static final CallId CALL = new CallId("call_1");
  private static final Rule RULE = new Rule("Bash", "mvn test:*");
  private static final Label COMMAND = new Label(Label.Source.COMMAND, "mvn test");
  private static final Block.Call TEST =
      new Block.Call(CALL, "bash", Json.parseObject("{\"command\":\"mvn test\",\"timeout\":60}"));

  private Samples() {}

  static List<Event> all() {
    return List.of(
        new Event.SessionOpened(
            new SessionId("20261123-101112-abcdefg"),
            "/home/ada/project",
            "0.1.0",
            Optional.of(new SessionId("20261122-090000-0000001"))),
        new Event.SessionResumed("0.1.1"),
        new Event.AgentConfigured(
            "anthropic/claude",
            List.of(
                new Block.Text("You are Jackdaw.", Label.JACKDAW),
                new Block.Text("Use tabs.", new Label(Label.Source.MEMORY, "AGENTS.md"))),
            List.of("bash", "read")),
        new Event.PromptSubmitted(
            List.of(
                new Block.Text("Why is this red?", Label.USER),
                new Block.Image("image/png", "iVBORw0KGgo=", Label.USER)),
            true),
        new Event.NoticeGiven("The file Foo.java changed on disk."),
        new Event.MemoryLoaded("/home/ada/project/web/AGENTS.md", "Use spaces here."),
        reply(Optional.of(0.0125)),
        new Event.ModelFailed(TURN, "model-quota", "The account has no credit left."),
        new Event.CallDecided(
            TURN,
            CALL,
            List.of(
                new Effect.Reads(Path.of("/home/ada/project")),
                new Effect.Writes(Path.of("/home/ada/project/target")),
                new Effect.Executes("mvn test", Path.of("/home/ada/project")),
                new Effect.Connects("repo.example.org", 443),
                new Effect.Persists(
                    Path.of("/home/ada/project/.git/hooks/pre-commit"), "git hook")),
            new Decision.Ask("runs a command", RULE)),
        new Event.CallStarted(TURN, CALL, Idempotency.UNSAFE),
        new Event.CallFinished(
            TURN,
            CALL,
            new ToolResult(
                ToolResult.Status.FAILED,
                List.of(new Block.Text("Tests run: 2, Failures: 1", COMMAND)),
                Json.parseObject("{\"exit\":1}"),
                COMMAND),
            Duration.ofNanos(1_234_567_890),
            "run \"mvn test\", exit 1: FooTest.bar",
            Retention.PINNED),
        new Event.QuestionAnswered(
            new Question.Approval(
                TEST,
                "mvn test",
                List.of(new Effect.Executes("mvn test", Path.of("/home/ada/project"))),
                "runs a command",
                RULE),
            new Answer.AllowForSession(RULE)),
        new Event.ModeChanged(Mode.ACCEPT_EDITS),
        new Event.ModelChanged("openai/gpt", "the user chose it"),
        new Event.AnsweredByOther(new TurnId(3), "openai/gpt-5.6", "gpt-5.6-luna"),
        new Event.WindowLearned("openai/gpt", 128_000, "the provider said so"),
        new Event.AgentStarted(new AgentId("1"), CALL, "Look for callers", "scout", true),
        new Event.SideJobEnded(
            "title",
            "anthropic/claude-haiku-5-5",
            new Usage(120, 0, 40, 9, 0, true, 30),
            Optional.of(0.0000165),
            Duration.ofMillis(740),
            "the reply was empty"),
        new Event.SessionTitled("Fix the build"),
        new Event.TaskFinished(new Outcome.LimitReached(Outcome.Limit.COST, "1 dollar was spent")),
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
                12_000,
                "## Goal",
                List.of(new Fold.Elided(CALL, Json.object().put("text", "a […] z").build())),
                6)),
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
        new Event.CallNested(TURN, new CallId("call_0"), TEST),
        new Event.ScriptStarted(TURN, CALL, Instant.ofEpochSecond(1_800_000_000)),
        new Event.TurnStarted(TURN),
        new Event.ReplyStreamed(TURN, new Delta.CallInputDelta(0, "{\"comm")),
        new Event.CallProgressed(TURN, CALL, "Running FooTest"),
        new Event.QuestionAsked(
            3,
            new Question.Choice(
                "Which?",
                List.of(
                    new Question.Option("Left", "the older one"), new Question.Option("Right", "")),
                false)));
  }

  static Event.ReplyReceived reply(Optional<Double> dollars) {
    return new Event.ReplyReceived(
        TURN,
        new Message.Assistant(
            List.of(
                new Block.Thinking(
                    "I should run the tests.",
                    "anthropic",
                    Json.parseObject("{\"type\":\"thinking\",\"signature\":\"c2ln\"}")),
                new Block.Text("Let me run the tests.", Label.MODEL),
                TEST,
                new Block.Call(new CallId("call_2"), "read", Json.Obj.EMPTY, "{\"path\":"))),
        new Usage(1_200, 30_000, 500, 80, 20),
        StopReason.CALLS,
        "anthropic/claude",
        dollars,
        Duration.ofMillis(2_345));
  }
}
