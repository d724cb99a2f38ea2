package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person runs another input than the one they were asked about. */
@Timeout(60)
class EditedCallTest extends SessionFixture {
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final LambdaTool bash =
      LambdaTool.command(
          "bash",
          (input, _) -> {
            ran.add(input.string("command", ""));
            return ok("it ran");
          });

  /** Asks about everything, but never about what it forbids. */
  private record Forbidding(String command) implements Policy {
    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> in, Mode mode) {
      return call.input().string("command", "").equals(command)
          ? new Decision.Deny("the rule of a test")
          : new Decision.Ask("a test", new Rule("bash", ""));
    }

    @Override
    public Policy allowing(Rule rule, Set<Label> labels) {
      return this;
    }

    @Override
    public boolean forbids(String tool) {
      return false;
    }
  }

  private void run(Policy policy, String edited) throws InterruptedException {
    var model =
        ScriptedModel.of(Turn.call("bash", "{\"command\":\"push --force\"}"), Turn.text("Done."));
    var builder = builder(model, bash).policy(policy).attendance(Attendance.ATTENDED);
    try (var session = builder.open()) {
      answering(session, new Answer.AllowEdited(Json.parseObject(edited)));
      session.run("do it");
    }
  }

  private static void answering(Session session, Answer answer) {
    session.listen(occurrence -> {
      if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
        session.answer(number, answer);
      }
    });
  }

  @Test
  void runsInPlaceOfTheOneThatWasAskedAbout() throws InterruptedException {
    run(OpenPolicy.ASKING, "{\"command\":\"push\"}");

    assertThat(ran).containsExactly("push");
    assertThat(statuses()).containsExactly(Status.OK);
    assertThat(onlyResult())
        .isEqualTo(
            """
            The user changed the input to {"command":"push"} before it ran. What follows is of that call.
            it ran\
            """);
    assertThat(journal.events(Event.QuestionAnswered.class))
        .singleElement()
        .extracting(Event.QuestionAnswered::answer)
        .isEqualTo(new Answer.AllowEdited(Json.parseObject("{\"command\":\"push\"}")));
    assertThat(journal.events(Event.CallDecided.class))
        .singleElement()
        .satisfies(decided -> {
          assertThat(decided.decision())
              .isEqualTo(new Decision.Allow("the user changed it and allowed it once"));
          assertThat(decided.effects())
              .singleElement()
              .isInstanceOfSatisfying(
                  Effect.Executes.class,
                  executes -> assertThat(executes.command()).isEqualTo("push"));
        });
  }

  @Test
  void isRefusedWhereARuleForbidsIt() throws InterruptedException {
    run(new Forbidding("wipe"), "{\"command\":\"wipe\"}");

    assertThat(ran).isEmpty();
    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult())
        .contains("changed the input to {\"command\":\"wipe\"}, which is not allowed: the rule");
  }

  @Test
  void isRefusedWhereItIsNoInputOfTheTool() throws InterruptedException {
    run(OpenPolicy.ASKING, "{\"bad\":1}");

    assertThat(ran).isEmpty();
    assertThat(statuses()).containsExactly(Status.REFUSED);
    assertThat(onlyResult()).contains("which cannot run").contains("there is no \"bad\"");
  }

  @Test
  void isLeftToTheModelWhereTheOrderOfTheCallsRestsOnTheOldOne() throws InterruptedException {
    var write =
        LambdaTool.writer(
            "write",
            (input, _) -> {
              ran.add(input.string("path", ""));
              return ok("it ran");
            });
    var model = ScriptedModel.of(Turn.call("write", "{\"path\":\"a\"}"), Turn.text("Done."));
    try (var session = builder(model, write).attendance(Attendance.ATTENDED).open()) {
      answering(session, new Answer.AllowEdited(Json.parseObject("{\"path\":\"b\"}")));
      session.run("do it");
    }
    assertThat(ran).isEmpty();
    assertThat(onlyResult()).contains("{\"path\":\"b\"}. Make that call instead.");
  }
}
