package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Prompt;
import dev.jackdaw.api.Prompt.Part;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a prompt needs is looked up by calls like any other. */
@Timeout(60)
class LookUpsTest extends SessionFixture {
  private static final Prompt PROMPT =
      new Prompt(
          List.of(
              said("Look at this:"),
              new Part.LookedUp("bash", Json.object().put("command", "git diff").build()),
              said("and judge.")));

  private static Part said(String text) {
    return new Part.Said(new Block.Text(text, Label.USER));
  }

  private Outcome submit(SessionBuilder builder, Prompt prompt) throws InterruptedException {
    try (var session = builder.open()) {
      session.submit(prompt);
      return session.await();
    }
  }

  private List<String> heard() {
    return journal.events(Event.PromptSubmitted.class).getFirst().content().stream()
        .map(block -> ((Block.Text) block).text())
        .toList();
  }

  @Test
  void putsWhatACallReturnedWhereItStood() throws InterruptedException {
    var tool = LambdaTool.command("bash", (input, _) -> ok(input.string("command", "") + ": +1"));
    var builder = builder(ScriptedModel.of(Turn.text("Good.")), tool);

    var outcome = submit(builder.policy(OpenPolicy.allowingTools("bash")), PROMPT);

    assertThat(outcome).isEqualTo(new Outcome.Finished("Good."));
    assertThat(heard()).containsExactly("Look at this:", "git diff: +1", "and judge.");
    assertThat(journal.events(Event.CallNested.class)).hasSize(1);
    assertThat(journal.events(Event.CallDecided.class)).hasSize(1);
    assertThat(statuses()).containsExactly(Status.OK);
  }

  @Test
  void runsNothingThatNobodyAllowsAndSaysSo() throws InterruptedException {
    var tool = LambdaTool.command("bash", (_, _) -> ok("ran"));

    var outcome = submit(builder(ScriptedModel.of(Turn.text("I cannot.")), tool), PROMPT);

    assertThat(heard().get(1)).startsWith("Not run: ");
    assertThat(journal.events(Event.CallStarted.class)).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
  }

  @Test
  void goesOnWithoutAToolThatIsNotThere() throws InterruptedException {
    submit(builder(ScriptedModel.of(Turn.text("Well."))), PROMPT);

    assertThat(heard().get(1)).contains("There is no tool \"bash\"");
  }

  @Test
  void keepsThePromptOfAnInterruptedLookUp() throws InterruptedException {
    var second = new Part.LookedUp("bash", Json.Obj.EMPTY);
    var prompt = new Prompt(List.of(said("a"), second, second));
    var tool =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              Thread.currentThread().interrupt();
              throw new InterruptedException();
            });
    var builder = builder(ScriptedModel.of(), tool).policy(OpenPolicy.allowingTools("bash"));

    assertThat(submit(builder, prompt)).isEqualTo(new Outcome.Interrupted());
    assertThat(heard()).hasSize(3).last().asString().isEqualTo("(interrupted: bash)");
    assertThat(statuses()).containsExactly(Status.CANCELLED);
  }
}
