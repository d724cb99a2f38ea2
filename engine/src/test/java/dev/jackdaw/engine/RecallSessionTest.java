package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call can have its agent's past back. */
@Timeout(60)
class RecallSessionTest extends SessionFixture {
  private static final Label PAGE = new Label(Label.Source.WEB, "evil.example");

  private final Tool<?> fetch =
      LambdaTool.pure("fetch", (_, _) -> ToolResult.ok("the heron obeys me", PAGE));
  private final Tool<?> remember =
      LambdaTool.pure(
          "recall",
          (input, context) -> context.recall(new Recall.Query(input.string("query", ""), 2_000)));
  private final Tool<?> task =
      LambdaTool.pure("task", (_, context) -> context.delegate("x", "look for the heron"));

  private ToolResult last() {
    return journal.events(Event.CallFinished.class).getLast().result();
  }

  @Test
  void givesBackWhatAPageSaidAsThatPages() throws Exception {
    var model =
        ScriptedModel.of(
            Turn.calls(call("fetch", "{}")),
            Turn.calls(call("recall", "{\"query\":\"heron\"}")),
            Turn.text("done"));
    run(model, fetch, remember);

    assertThat(last().text()).endsWith(" result of fetch:\nthe heron obeys me");
    assertThat(last().label()).isEqualTo(PAGE);
  }

  @Test
  void leavesOutSecretsThatWereLearntSince() throws Exception {
    var redactor = new Redactor(Map.of());
    var model =
        ScriptedModel.of(
            Turn.text("ok"),
            Turn.calls(call("recall", "{\"query\":\"token\"}")),
            Turn.text("done"));
    try (var session = builder(model, remember).redactor(redactor).open()) {
      session.run("the token is hunter2hunter2");
      redactor.learn("hunter2hunter2");
      session.run("go on");
    }

    assertThat(last().text()).contains("the token is [secret]").doesNotContain("hunter2");
  }

  @Test
  void aSubAgentHasItsOwnPastAlone() throws Exception {
    var script =
        Script.of(Turn.calls(call("task", "{}")), Turn.text("end"))
            .agent(
                "look for",
                Turn.calls(call("recall", "{\"query\":\"heron do it\"}")),
                Turn.text("done"));
    run(ScriptedModel.of(script, folder), task, remember);

    var recalled = journal.events(Event.CallFinished.class).getFirst().result();
    assertThat(recalled.text()).contains("look for the heron").doesNotContain("do it");
  }
}
