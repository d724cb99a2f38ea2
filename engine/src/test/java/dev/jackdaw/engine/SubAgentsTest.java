package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Delegation;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolSpec;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What sub-agents with a definition may, and what is heard of them. */
@Timeout(60)
class SubAgentsTest extends SessionFixture {
  static final Tool<?> TASK =
      LambdaTool.pure(
          "task",
          (input, context) ->
              context.delegate(
                  new Delegation(
                      "a task",
                      input.string("prompt", ""),
                      input.string("agent", ""),
                      input.bool("background", false),
                      false)));
  private static final Tool<?> LOOK = LambdaTool.pure("look", (_, _) -> ok("a view"));
  private static final Tool<?> BASH = LambdaTool.command("bash", (_, _) -> ok("ran"));

  static AgentDefinition agent(String name) {
    return new AgentDefinition(
        name,
        "For tests.",
        "Be terse.",
        Optional.empty(),
        List.of(),
        "",
        Optional.empty(),
        0,
        false,
        false,
        new Label(Label.Source.MEMORY, name + ".md"));
  }

  private static AgentDefinition with(Optional<List<String>> tools, List<String> withheld) {
    return new AgentDefinition(
        "scout",
        "For tests.",
        "",
        tools,
        withheld,
        "",
        Optional.empty(),
        0,
        false,
        false,
        Label.USER);
  }

  private static AgentDefinition with(String model, Optional<Mode> mode, int maxTurns) {
    return new AgentDefinition(
        "scout",
        "For tests.",
        "",
        Optional.empty(),
        List.of(),
        model,
        mode,
        maxTurns,
        false,
        false,
        Label.USER);
  }

  private static Script delegating(String agent, Script.Step... steps) {
    return Script.of(
            Turn.call("task", "{\"prompt\":\"go there\",\"agent\":\"" + agent + "\"}"),
            Turn.text("Thanks."))
        .agent("go there", steps);
  }

  private List<List<String>> toolsOf(ScriptedModel model) {
    return model.requests().stream()
        .map(request -> request.tools().stream().map(ToolSpec::name).toList())
        .toList();
  }

  @Test
  void haveNoToolThatTheirDefinitionOrTheirParentLacks() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scout", Turn.text("Seen.")), folder);
    var definition = with(Optional.of(List.of("Look", "bash", "secret")), List.of("bash"));
    try (var session = builder(model, TASK, LOOK, BASH).agents(List.of(definition)).open()) {
      session.run("do it");
    }

    assertThat(toolsOf(model))
        .containsExactly(
            List.of("bash", "look", "task"), List.of("look"), List.of("bash", "look", "task"));
  }

  @Test
  void passNoMoreOnThanTheyHave() throws InterruptedException {
    var script =
        Script.of(Turn.call("task", "{\"prompt\":\"first\",\"agent\":\"scout\"}"), Turn.text("Ok."))
            .agent("first", Turn.call("task", "{\"prompt\":\"second\"}"), Turn.text("Passed on."))
            .agent("second", Turn.text("Deep."));
    var model = ScriptedModel.of(script, folder);
    try (var session =
        builder(model, TASK, LOOK, BASH)
            .agents(List.of(with(Optional.empty(), List.of("bash"))))
            .open()) {
      session.run("do it");
    }

    assertThat(toolsOf(model).get(1)).containsExactly("look", "task");
    assertThat(toolsOf(model).get(2)).containsExactly("look");
  }

  @Test
  void areToldTheirOrdersBehindThoseOfEverySubAgent() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scout", Turn.text("Seen.")), folder);
    try (var session = builder(model, TASK).agents(List.of(agent("scout"))).open()) {
      session.run("do it");
    }

    assertThat(model.requests().get(1).system())
        .contains(new Block.Text("Be terse.", new Label(Label.Source.MEMORY, "scout.md")));
    assertThat(model.requests().get(0).system()).noneMatch(said -> said.text().equals("Be terse."));
    assertThat(journal.events(Event.AgentStarted.class))
        .extracting(Event.AgentStarted::name)
        .containsExactly("scout");
  }

  @Test
  void thatNobodyDefinedAreNamedWithTheNearestOne() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scuot"), folder);
    try (var session =
        builder(model, TASK).agents(List.of(agent("scout"), agent("judge"))).open()) {
      session.run("do it");
    }

    assertThat(onlyResult())
        .isEqualTo(
            "There is no agent \"scuot\", did you mean \"scout\"? Known: scout, judge. Without"
                + " \"agent\" it is one like you.");
    assertThat(journal.events(Event.AgentStarted.class)).isEmpty();
  }

  @Test
  void stopAtTheirOwnLimitOfTurns() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scout", Turn.call("look", "{}").times(9)), folder);
    try (var session =
        builder(model, TASK, LOOK).agents(List.of(with("", Optional.empty(), 2))).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Thanks."));
    }

    assertThat(model.requests()).hasSize(4);
    assertThat(journal.events(Event.CallFinished.class).getLast().result().text())
        .contains("2 turns", "maxTurns");
  }

  @Test
  void workWithTheModelOfTheirDefinition() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scout"), folder);
    var own = ScriptedModel.answering(_ -> Turn.text("From another.")).named("small");
    try (var session =
        builder(model, TASK)
            .agents(List.of(with("tiny", Optional.empty(), 0)))
            .agentModels(_ -> own)
            .open()) {
      session.run("do it");
    }

    assertThat(own.requests()).hasSize(1);
    assertThat(model.requests()).hasSize(2);
    assertThat(onlyResult()).isEqualTo("From another.");
  }

  @Test
  void workWithTheSessionsModelWhenTheirOwnCannotBeHadAndSayWhy() throws InterruptedException {
    var model = ScriptedModel.of(delegating("scout", Turn.text("Seen.")), folder);
    try (var session =
        builder(model, TASK)
            .agents(List.of(with("tiny", Optional.empty(), 0)))
            .agentModels(name -> {
              throw new JackdawException(JackdawException.Kind.USER, "x", "no key for " + name);
            })
            .open()) {
      session.run("do it");
    }

    assertThat(onlyResult()).isEqualTo("Seen.");
    assertThat(journal.events(Event.ModelChanged.class))
        .containsExactly(
            new Event.ModelChanged(
                model.info().id(),
                "in place of scout's own: tiny cannot be used: no key for tiny"));
  }

  /** Allows what the mode lets, and tells which mode that was. */
  private record Modes(List<Mode> seen) implements Policy {
    @Override
    public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
      if (call.tool().equals("bash")) seen.add(mode);
      return new Decision.Allow("any");
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

  @Test
  void haveTheStricterOfTheTwoModes() throws InterruptedException {
    for (var session : Mode.values()) {
      for (var own : Mode.values()) {
        var modes = new Modes(new ArrayList<>());
        var model =
            ScriptedModel.of(
                delegating("scout", Turn.call("bash", "{}"), Turn.text("Ran.")), folder);
        try (var opened =
            builder(model, TASK, BASH)
                .journal(new MemoryJournal())
                .agents(List.of(with("", Optional.of(own), 0)))
                .policy(modes)
                .mode(session)
                .open()) {
          opened.run("do it");
        }
        assertThat(modes.seen()).containsExactly(session.and(own));
      }
    }
  }

  @Test
  void askUnderTheirOwnNameAndShareWhatIsGranted() throws InterruptedException {
    var model =
        ScriptedModel.of(
            Script.of(
                    Turn.call("task", "{\"prompt\":\"go there\",\"agent\":\"scout\"}"),
                    Turn.call("bash", "{}"),
                    Turn.text("Done."))
                .agent("go there", Turn.call("bash", "{}"), Turn.text("Ran.")),
            folder);
    var askers = new CopyOnWriteArrayList<AgentId>();
    try (var session =
        builder(model, TASK, BASH)
            .agents(List.of(agent("scout")))
            .attendance(Attendance.ATTENDED)
            .open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
          askers.add(occurrence.agent());
          session.answer(number, new Answer.AllowForSession(new Rule("bash", "")));
        }
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }

    assertThat(askers).containsExactly(new AgentId("1"));
    assertThat(statuses()).containsOnly(ToolResult.Status.OK);
  }

  @Test
  void ofOneTurnWorkAtTheSameTime() throws InterruptedException {
    var together = new CountDownLatch(2);
    var meet =
        LambdaTool.pure(
            "meet",
            (_, _) -> {
              together.countDown();
              together.await();
              return ok("met");
            });
    var script =
        Script.of(
                Turn.calls(
                    call("task", "{\"prompt\":\"north\",\"agent\":\"scout\"}"),
                    call("task", "{\"prompt\":\"south\",\"agent\":\"scout\"}")),
                Turn.text("Both met."))
            .agent("north", Turn.call("meet", "{}"), Turn.text("I am north."))
            .agent("south", Turn.call("meet", "{}"), Turn.text("I am south."));
    var model = ScriptedModel.of(script, folder);
    try (var session = builder(model, TASK, meet).agents(List.of(agent("scout"))).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Both met."));
    }

    var last = model.requests().getLast().messages().getLast();
    assertThat(last.toString()).contains("I am north.", "I am south.");
    assertThat(model.requests()).allSatisfy(Pairing::check);
    assertThat(
            journal.events(Event.CallFinished.class).stream()
                .map(event -> event.result().label().source()))
        .contains(Label.Source.SUBAGENT);
  }
}
