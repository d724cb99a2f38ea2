package dev.jackdaw.tui.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.Usage;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import dev.jackdaw.tui.layout.Frames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final TurnId TURN = new TurnId(1);

  private static Occurrence at(AgentId agent, Event event) {
    return new Occurrence(1, Instant.EPOCH, agent, event);
  }

  private static Occurrence prompt(String text) {
    var content = List.<Block.Content>of(new Block.Text(text, Label.USER));
    return at(AgentId.MAIN, new Event.PromptSubmitted(content, false));
  }

  private static Occurrence reply(AgentId agent, String text, Block.Call... calls) {
    var blocks = new ArrayList<Block.Said>();
    if (!text.isEmpty()) blocks.add(new Block.Text(text, Label.MODEL));
    blocks.addAll(List.of(calls));
    return at(
        agent,
        new Event.ReplyReceived(
            TURN,
            new Message.Assistant(blocks),
            Usage.NONE,
            StopReason.END,
            "m",
            Optional.empty(),
            Duration.ZERO));
  }

  private static Occurrence finished(AgentId agent, String id, String text) {
    var result = ToolResult.ok(text, new Label(Label.Source.COMMAND, ""));
    return at(
        agent, new Event.CallFinished(TURN, new CallId(id), result, Duration.ofMillis(1_234)));
  }

  private static Block.Call bash(String id, String command) {
    return new Block.Call(new CallId(id), "bash", Json.object().put("command", command).build());
  }

  private static List<Occurrence> session() {
    var one = AgentId.MAIN.child(1);
    return List.of(
        prompt("fix it\nand test"),
        reply(AgentId.MAIN, "I look.", bash("a", "seq 9")),
        finished(AgentId.MAIN, "a", "1\n2\n3\n4\n5\n6\u001b[31m\n7\n8\n9\n"),
        at(
            AgentId.MAIN,
            new Event.QuestionAnswered(
                new Question.Choice("Which?", List.of(), false),
                new Answer.Chosen(List.of("this")))),
        at(one, new Event.AgentStarted(one, new CallId("t"), "look for bugs", "reviewer", true)),
        reply(one, "", bash("a", "git log")),
        finished(one, "a", "abc"),
        at(one, new Event.TaskFinished(new Outcome.Finished("x"))),
        prompt("and more"),
        reply(AgentId.MAIN, "Done."),
        at(
            AgentId.MAIN,
            new Event.TaskFinished(
                new Outcome.LimitReached(Outcome.Limit.TURNS, "20 turns are enough."))));
  }

  private static List<ViewSources.Change> changes() {
    return List.of(
        new ViewSources.Change(1, 1, "edit  A.java", false, () -> "--- A\n+++ A\n@@\n-a\n+b\n"),
        new ViewSources.Change(2, 2, "bash  touch x", false, () -> ""),
        new ViewSources.Change(3, 2, "bash  rm y", true, () -> "no"));
  }

  @Test
  void showTheTranscript() {
    var view = Views.transcript(session());
    Golden.check("view-transcript-80.txt", Frames.of(view.dialog(ViewTest.INK, _ -> {}), 80, 40));
    var opened = view.dialog(ViewTest.INK, _ -> {});
    ViewTest.press(opened, "o");
    assertThat(Frames.of(opened, 80, 60)).contains("\"command\": \"seq 9\"", "    9\n");
  }

  @Test
  void showWhatStepsChanged() {
    var all = Frames.of(Views.diff(changes(), "").dialog(ViewTest.INK, _ -> {}), 80, 20);
    assertThat(all)
        .contains("step 1  edit  A.java\n  --- A\n  +++ A\n  @@\n  -a\n  +b\n")
        .contains("step 2  bash  touch x\n(not kept line by line)".replace("\n(", "\n  ("))
        .contains("step 3  bash  rm y  [undone]");
    assertThat(Frames.of(Views.diff(changes(), "1").dialog(ViewTest.INK, _ -> {}), 80, 20))
        .doesNotContain("step 2");
    assertThat(Frames.of(Views.diff(changes(), "9").dialog(ViewTest.INK, _ -> {}), 80, 20))
        .contains("There is no step 9.");
  }

  @Test
  void showWhatGoingBackTakesBack() {
    var view = Views.rewind(session(), changes()).dialog(ViewTest.INK, _ -> {});
    var last = Frames.of(view, 120, 20);
    assertThat(last).contains("› 2  and more  1 step since").contains("step 2  bash");
    assertThat(last).doesNotContain("step 1").doesNotContain("step 3");
    ViewTest.press(view, "down");
    assertThat(Frames.of(view, 120, 20)).contains("› 1  fix it  2 steps since").contains("+b");
    assertThat(ViewTest.press(view, "enter")).contains("/rewind 1");
  }

  @Test
  void showSessionsToGoOnWith() {
    var past = new ViewSources.Past("0198-x", "Fix it", "yesterday", ViewsTest::session);
    var view = Views.resume(List.of(past)).dialog(ViewTest.INK, _ -> {});
    assertThat(Frames.of(view, 120, 20)).contains("› Fix it  yesterday").contains("I look.");
    assertThat(ViewTest.press(view, "enter")).contains("/resume 0198-x");
  }

  @Test
  void showAgentsJobsAndSteps() {
    var definition = new ViewSources.Fact("reviewer", "finds bugs", ".claude/agents/r.md");
    var agents = Views.agents(session(), List.of(definition)).dialog(ViewTest.INK, _ -> {});
    assertThat(Frames.of(agents, 80, 20))
        .contains("agent1    done  reviewer: look for bugs")
        .contains("reviewer  finds bugs  (.claude/agents/r.md)");
    var job = new ViewSources.Job("job1", "running: npm", true, () -> "listening\n");
    var jobs = Views.jobs(List.of(job)).dialog(ViewTest.INK, _ -> {});
    assertThat(Frames.of(jobs, 120, 10)).contains("› job1  running: npm").contains("listening");
    assertThat(ViewTest.press(jobs, "enter")).contains("/jobs job1");
    var plan = new Plan(List.of(new Plan.Step("1", "read", Plan.Status.DONE, "seen")));
    assertThat(Frames.of(Views.plan(plan).dialog(ViewTest.INK, _ -> {}), 80, 10))
        .contains("Steps: 1 of 1 are done\n[x] read (seen)\n");
    assertThat(Frames.of(Views.plan(Plan.NONE).dialog(ViewTest.INK, _ -> {}), 80, 10))
        .contains("There is no plan.");
  }

  @Test
  void showValuesAndWhereTheyComeFrom() {
    var facts =
        List.of(
            new ViewSources.Fact("deny", "Bash(rm:*)", "user"),
            new ViewSources.Fact("allow", "Bash(ls)", ""));
    var view = Views.facts("Rules", facts, "none").dialog(ViewTest.INK, _ -> {});
    assertThat(Frames.of(view, 80, 10)).contains("deny   Bash(rm:*)  (user)\nallow  Bash(ls)\n");
    assertThat(Views.facts("Rules", List.of(), "none").sections().getFirst().text())
        .isEqualTo("none");
  }

  @Test
  void copyThroughTheTerminalAsBase64Only() {
    assertThat(Clipboard.sequence("a\u001b\\b", Map.of()))
        .isEqualTo("\u001b]52;c;YRtcYg==\u001b\\");
    assertThat(Clipboard.sequence("a", Map.of("TMUX", "/tmp/x,1,0")))
        .isEqualTo("\u001bPtmux;\u001b\u001b]52;c;YQ==\u0007\u001b\\");
    assertThat(Clipboard.sequence("a", Map.of("STY", "1.x")))
        .isEqualTo("\u001bP\u001b]52;c;YQ==\u0007\u001b\\");
    assertThat(Clipboard.sequence("x".repeat(5_000), Map.of("STY", "1.x")).split("\u001bP", -1))
        .allMatch(part -> part.length() < 600)
        .hasSize(15);
    assertThat(Clipboard.sequence("a", Map.of("TERM", "linux"))).isEmpty();
    assertThat(Clipboard.sequence("x".repeat(100_000), Map.of())).isEmpty();
  }
}
