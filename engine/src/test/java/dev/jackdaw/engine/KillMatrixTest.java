package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.engine.DyingJournal.Death;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Script;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process killed at each boundary of its journal, and the next one killed while it recovers from
 * that. By default a sample of the first deaths is tried, each with one second death; {@code
 * -Djackdaw.matrix=all} tries every one with every one.
 */
@Timeout(3_600)
class KillMatrixTest extends SessionFixture {
  private static final boolean ALL = "all".equals(System.getProperty("jackdaw.matrix"));
  private static final Pattern GO_ON =
      Pattern.compile("while this workflow ran(?s:.*)\\{\"resume\":\"([^\"]+)\"}");

  /** Who makes the calls. */
  enum Shape {
    ONE,
    FOUR,
    WORKFLOW,
    AGENT,
    WORKFLOW_OF_AGENT,
    AGENT_IN_BACKGROUND,
    AGENT_OF_AGENT;

    Script script(Idempotency kind) {
      var task = Turn.call("task", "{\"prompt\":\"go there\"}");
      var done = Turn.text("Done.");
      return switch (this) {
        case ONE -> Script.of(calls(kind, 1), done);
        case FOUR -> Script.of(calls(kind, 4), done);
        case WORKFLOW -> Script.of(workflow(kind), done);
        case AGENT -> Script.of(task, done).agent("go there", calls(kind, 2), done);
        case WORKFLOW_OF_AGENT -> Script.of(task, done).agent("go there", workflow(kind), done);
        case AGENT_IN_BACKGROUND ->
            Script.of(
                    Turn.call("task", "{\"prompt\":\"go there\",\"background\":true}"), done, done)
                .agent("go there", calls(kind, 1), done);
        case AGENT_OF_AGENT ->
            Script.of(task, done)
                .agent("go there", Turn.call("task", "{\"prompt\":\"and further\"}"), done)
                .agent("and further", calls(kind, 1), done);
      };
    }
  }

  private static Turn calls(Idempotency kind, int count) {
    return Turn.calls(
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> call(MortalWorld.tool(kind), "{\"n\":\"" + n + "\"}"))
            .toArray(Script.Call[]::new));
  }

  private static Turn workflow(Idempotency kind) {
    var step = "{\"id\":\"s%d\",\"tool\":\"%s\",\"args\":{\"n\":\"%d\"}}";
    var tool = MortalWorld.tool(kind);
    return Turn.call(
        "workflow",
        "{\"steps\":[%s,%s],\"return\":{}}"
            .formatted(step.formatted(1, tool, 1), step.formatted(2, tool, 2)));
  }

  /** What one process came to. */
  private record Life(DyingJournal journal, Optional<Outcome> outcome, List<String> heard) {}

  private Life live(MortalWorld world, DyingJournal journal, ScriptedModel model)
      throws InterruptedException {
    world.enter(journal);
    var outcome = Optional.<Outcome>empty();
    try (var session =
        builder(model)
            .tools(world.tools())
            .journal(journal)
            .checkpoints(world.checkpoints())
            .policy(OpenPolicy.allowingTools("natural", "keyed", "unsafe"))
            .open()) {
      outcome = Optional.of(session.run("go on"));
      if (outcome.get() instanceof Outcome.Failed) session.run("again");
    } catch (JackdawException e) {
      assertThat(e).isInstanceOf(DyingJournal.DeadException.class);
    }
    if (journal.left().isEmpty()) assertThat(model.requests()).allSatisfy(Pairing::check);
    var heard = model.requests().stream().map(Object::toString).toList();
    return new Life(journal, outcome, heard);
  }

  /** A later process: it goes on with a workflow that was lost, and else only answers. */
  private Life again(MortalWorld world, MemoryJournal left, int at, Death death)
      throws InterruptedException {
    var model =
        ScriptedModel.answering(request -> {
          var lost = GO_ON.matcher(request.messages().getLast().toString().replace("\\\"", "\""));
          return lost.find()
              ? Turn.call("workflow", "{\"resume\":\"" + lost.group(1) + "\"}")
              : Turn.text("Here again.");
        });
    return live(world, new DyingJournal(left, at, death), model);
  }

  @ParameterizedTest
  @EnumSource
  void everyCallHasOneResultAndNothingUnsafeHappensTwice(Shape shape) throws InterruptedException {
    var random = Properties.random(Properties.seed());
    for (var kind : Idempotency.values()) {
      for (var death : Death.values()) {
        var first = 0;
        while (dies(shape, kind, death, first, random)) first += ALL ? 1 : 1 + random.nextInt(3);
        assertThat(first).isGreaterThanOrEqualTo(20);
      }
    }
  }

  /** Returns whether the first process came to that boundary. */
  private boolean dies(
      Shape shape, Idempotency kind, Death death, int first, RandomGenerator random)
      throws InterruptedException {
    var seconds = new ArrayList<Integer>();
    seconds.add(DyingJournal.NEVER);
    if (ALL) IntStream.range(0, 1_000).forEach(seconds::add);
    else seconds.add(random.nextInt(24));
    for (int second : seconds) {
      var journal = new DyingJournal(new MemoryJournal(), first, death);
      var world = new MortalWorld(journal);
      var life =
          live(world, journal, ScriptedModel.of(shape.script(kind).ending("Here again."), folder));
      if (life.journal().left().isEmpty()) return false;
      var left = life.journal().left().get();
      var what = shape + " " + kind + " " + death + " at " + first + ", again at " + second;
      try {
        if (!recovers(new Aftermath(world, left), second, death) && second >= 0) return true;
      } catch (AssertionError e) {
        throw new AssertionError(what + "\n" + e.getMessage(), e);
      }
    }
    return true;
  }

  /** Returns whether the second process was killed, too. */
  private boolean recovers(Aftermath aftermath, int second, Death death)
      throws InterruptedException {
    var world = aftermath.world();
    var life = again(world, aftermath.found(), second, death);
    var killed = life.journal().left();
    if (killed.isPresent()) {
      var next = new Aftermath(world, killed.get());
      life = again(world, next.found(), DyingJournal.NEVER, death);
      next.check(life.heard());
    }
    assertThat(life.outcome()).contains(new Outcome.Finished("Here again."));
    if (killed.isEmpty()) aftermath.check(life.heard());
    checkIsOver(world, life.journal());
    return killed.isPresent();
  }

  /** Once all has its end, opening the session again adds nothing to it. */
  private void checkIsOver(MortalWorld world, DyingJournal journal) throws InterruptedException {
    var over = journal.kept().afterCrash();
    var size = over.occurrences().size();
    var life = again(world, over, DyingJournal.NEVER, Death.KILL);
    assertThat(over.events().subList(size, over.events().size()))
        .extracting(Event::getClass)
        .containsExactly(
            Event.SessionResumed.class,
            Event.PromptSubmitted.class,
            Event.AgentConfigured.class,
            Event.ReplyReceived.class,
            Event.TaskFinished.class);
    assertThat(life.heard()).hasSize(1);
  }
}
