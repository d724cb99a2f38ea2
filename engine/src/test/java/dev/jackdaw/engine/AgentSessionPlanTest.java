package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plan mode ends with a plan, which a person approves, amends or rejects. */
@Timeout(60)
class AgentSessionPlanTest extends SessionFixture {
  /** A tool that presents plans, and is there in plan mode alone. */
  private record Presenting() implements Tool<Json.Obj> {
    @Override
    public ToolSpec spec() {
      return new ToolSpec("present", "A tool of a test.", Json.object().build());
    }

    @Override
    public boolean isOffered(Mode mode) {
      return mode == Mode.PLAN;
    }

    @Override
    public Json.Obj decode(Json.Obj input) {
      return input;
    }

    @Override
    public List<Effect> effects(Json.Obj input, Workspace workspace) {
      return List.of();
    }

    @Override
    public ToolResult call(Json.Obj input, ToolContext context) throws InterruptedException {
      return context.present("Be quick.", List.of("look", "leap"));
    }
  }

  private final Session[] open = new Session[1];

  private Outcome planned(ScriptedModel model, String... answers) throws InterruptedException {
    var left = new ArrayList<>(List.of(answers));
    var builder = builder(model, new Presenting(), LambdaTool.pure("look", (_, _) -> ok("seen")));
    if (answers.length > 0) builder.attendance(Attendance.ATTENDED);
    try (var session = builder.mode(Mode.PLAN).open()) {
      open[0] = session;
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
          session.answer(number, new Answer.Chosen(List.of(left.removeFirst())));
        }
      });
      return session.run("do it");
    }
  }

  private static ScriptedModel planning() {
    return ScriptedModel.of(Turn.call("present", "{}"), Turn.text("Done."));
  }

  @Test
  void approvalChangesTheModeAndSetsThePlan() throws InterruptedException {
    var model = planning();

    assertThat(planned(model, "Approve and accept edits")).isEqualTo(new Outcome.Finished("Done."));

    assertThat(open[0].mode()).isEqualTo(Mode.ACCEPT_EDITS);
    assertThat(journal.events(Event.ModeChanged.class))
        .containsExactly(new Event.ModeChanged(Mode.ACCEPT_EDITS));
    assertThat(open[0].plan().lines()).containsExactly("[ ] look", "[ ] leap");
    assertThat(onlyResult())
        .isEqualTo("The user approved the plan. Plan mode has ended: carry it out.");
    assertThat(journal.events(Event.AgentConfigured.class))
        .extracting(Event.AgentConfigured::tools)
        .containsExactly(List.of("look", "present"));
    assertThat(journal.events(Event.NoticeGiven.class))
        .extracting(Event.NoticeGiven::text)
        .first()
        .asString()
        .startsWith("Plan mode is on");
    assertThat(journal.events(Event.QuestionAnswered.class))
        .singleElement()
        .satisfies(answered ->
            assertThat(((Question.Choice) answered.question()).text())
                .isEqualTo(
                    "The plan:\n\nBe quick.\n\n1. look\n2. leap\n\nGo on with it? Your own words"
                        + " amend it."));
  }

  @Test
  void thePlanIsThereAfterAResume() throws InterruptedException {
    planned(planning(), "Approve");
    var resumed = journal.afterCrash();
    try (var session = builder(planning()).journal(resumed).open()) {
      assertThat(session.plan().lines()).containsExactly("[ ] look", "[ ] leap");
      assertThat(session.plan()).isEqualTo(Plan.of(resumed.occurrences()));
    }
  }

  @Test
  void aPlanIsAmendedUntilItIsGood() throws InterruptedException {
    var model =
        ScriptedModel.of(Turn.call("present", "{}"), Turn.call("present", "{}"), Turn.text("Ok."));

    assertThat(planned(model, "first think", "Approve")).isEqualTo(new Outcome.Finished("Ok."));
    assertThat(journal.events(Event.CallFinished.class).getFirst().result().text())
        .isEqualTo("The user wants the plan changed: first think\nPresent it again when it is.");
    assertThat(open[0].mode()).isEqualTo(Mode.DEFAULT);
  }

  @Test
  void aRejectedPlanChangesNothing() throws InterruptedException {
    planned(planning(), "Reject");
    assertThat(open[0].mode()).isEqualTo(Mode.PLAN);
    assertThat(open[0].plan()).isEqualTo(Plan.NONE);
    assertThat(onlyResult()).startsWith("The user rejected the plan.");
  }

  @Test
  void withNobodyThereTheTaskEndsWithThePlan() throws InterruptedException {
    assertThat(planned(planning()))
        .isEqualTo(
            new Outcome.Blocked(
                "Be quick.\n\n1. look\n2. leap",
                "The plan waits for approval. Carry it out with -c --permission-mode acceptEdits"
                    + " (or default) and a prompt such as \"go on\", or say with -c what to"
                    + " change."));
    assertThat(journal.events(Event.ReplyReceived.class)).hasSize(1);
  }
}
