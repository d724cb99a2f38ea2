package dev.jackdaw.cli.skills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.cli.definitions.Homes;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Skills in the hands of a model. */
@Timeout(60)
class SkillToolTest {
  @TempDir Path temp;
  private final MemoryJournal journal = new MemoryJournal();
  private final List<Rule> allowed = new ArrayList<>();
  private Homes homes;

  @BeforeEach
  void prepare() throws IOException {
    homes = Homes.in(temp);
  }

  private SkillUse use() {
    return new SkillUse(() -> SkillFiles.read(homes.places(), true, Set::of), allowed::addAll);
  }

  private Outcome run(ScriptedModel model) throws InterruptedException {
    var workspace = Workspaces.in(homes.project()).workspace();
    try (var session =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(model)
            .tools((info, _) -> use().tool(info).<List<Tool<?>>>map(List::of).orElse(List.of()))
            .policy(new PolicyBuilder(workspace).build())
            .open()) {
      return session.run("do it");
    }
  }

  private Event.CallFinished first() {
    return journal.events(Event.CallFinished.class).getFirst();
  }

  @Test
  void handsOutTheInstructionsAsWordsOfTheirFile() throws Exception {
    var file = homes.ownSkill(".claude/skills/pdf", "description: x\nallowed-tools: Bash(ls *)");

    run(
        ScriptedModel.of(
            Turn.call("skill", "{\"name\":\"pdf\",\"arguments\":\"a.pdf\"}"), Turn.text("Done.")));

    assertThat(first().result().text()).contains("Do it.", "ARGUMENTS: a.pdf");
    assertThat(first().result().label()).isEqualTo(new Label(Label.Source.MEMORY, file.toString()));
    assertThat(first().retention()).isEqualTo(Retention.PINNED);
    assertThat(allowed).containsExactly(new Rule("Bash", "ls *"));
  }

  @Test
  void namesTheNearestWhereThereIsNone() throws Exception {
    homes.skill(".claude/skills/pdf", "description: x");
    homes.skill(".claude/skills/hidden", "description: x\ndisable-model-invocation: true");

    run(
        ScriptedModel.of(
            Turn.call("skill", "{\"name\":\"pfd\"}"),
            Turn.call("skill", "{\"name\":\"hidden\"}"),
            Turn.text("Well.")));

    assertThat(journal.events(Event.CallFinished.class))
        .extracting(ended -> ended.result().status())
        .containsExactly(ToolResult.Status.FAILED, ToolResult.Status.FAILED);
    assertThat(first().result().text())
        .contains("did you mean \"pdf\"")
        .contains("There are: pdf.");
  }

  @Test
  void letsASubAgentDoWhatForks() throws Exception {
    homes.skill(".claude/skills/audit", "description: x\ncontext: fork");

    // The sub-agent follows the same script, and what it takes up it does itself.
    run(ScriptedModel.of(Turn.call("skill", "{\"name\":\"audit\"}"), Turn.text("Audited.")));

    assertThat(journal.events(Event.AgentStarted.class))
        .singleElement()
        .satisfies(started -> assertThat(started.description()).isEqualTo("skill audit"));
    assertThat(first().result().text()).contains("Do it.");
    assertThat(journal.events(Event.CallFinished.class).getLast().result().text())
        .contains("Audited.");
  }

  @Test
  void isNotThereWithoutSkills() throws Exception {
    homes.skill(".claude/skills/hidden", "description: x\ndisable-model-invocation: true");

    var model = ScriptedModel.of(Turn.text("Hello."));
    run(model);

    assertThat(use().tool(model.info())).isEmpty();
  }
}
