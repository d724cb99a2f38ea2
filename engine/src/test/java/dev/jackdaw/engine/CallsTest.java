package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.MemoryJournal;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Script.Turn;
import dev.jackdaw.testkit.ScriptedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls of one turn: what runs side by side, what waits, what is not run. */
@Timeout(120)
class CallsTest extends SessionFixture {
  private static final Pattern SKIPPED = Pattern.compile("Not run: depends on call (\\d+) ");

  /** Allows everything, and knows that the command {@code ls} only reads. */
  private static final Policy KNOWING =
      new Policy() {
        @Override
        public Decision decide(Block.Call call, List<Effect> effects, Set<Label> in, Mode mode) {
          return new Decision.Allow("a test");
        }

        @Override
        public List<Effect> certain(Block.Call call, List<Effect> effects) {
          return effects.stream()
              .map(effect ->
                  effect instanceof Effect.Executes(var command, var directory)
                          && command.equals("ls")
                      ? new Effect.Reads(directory)
                      : effect)
              .toList();
        }

        @Override
        public Policy allowing(Rule rule, Set<Label> labels) {
          return this;
        }

        @Override
        public boolean forbids(String tool) {
          return false;
        }
      };

  private List<String> results(MemoryJournal of) {
    var texts = new ArrayList<String>();
    var reply = of.events(Event.ReplyReceived.class).getFirst();
    for (var call : reply.message().calls()) {
      texts.add(
          of.events(Event.CallFinished.class).stream()
              .filter(finished -> finished.call().equals(call.id()))
              .map(finished -> finished.result().text())
              .toList()
              .toString());
    }
    return texts;
  }

  @Test
  void doesNotLetASlowCallHoldUpWhatHasNothingToDoWithIt() throws InterruptedException {
    var last = new CountDownLatch(1);
    var slow =
        LambdaTool.writer(
            "slow",
            (_, _) -> {
              last.await();
              return ok("slow");
            });
    var quick =
        LambdaTool.writer(
            "quick",
            (input, _) -> {
              if (input.has("last")) last.countDown();
              return ok("quick");
            });
    var turn =
        Turn.call("slow", "{\"path\":\"a\"}")
            .and(call("quick", "{\"path\":\"b\"}"))
            .and(call("quick", "{\"path\":\"b\",\"last\":1}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), slow, quick).policy(KNOWING).open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(results(journal)).containsExactly("[slow]", "[quick]", "[quick]");
  }

  @Test
  void tellsTheModelInItsOwnOrder() throws InterruptedException {
    var second = new CountDownLatch(1);
    var first =
        LambdaTool.pure(
            "first",
            (_, _) -> {
              second.await();
              return ok("one");
            });
    var model =
        ScriptedModel.of(Turn.call("first", "{}").and(call("second", "{}")), Turn.text("Done."));
    var other =
        LambdaTool.pure(
            "second",
            (_, _) -> {
              second.countDown();
              return ok("two");
            });
    run(model, first, other);

    var told = (Message.User) model.requests().getLast().messages().getLast();
    assertThat(told.blocks())
        .extracting(block -> ((Block.Result) block).result().text())
        .containsExactly("one", "two");
  }

  @Test
  void asksEarlyAndDoesNotHoldUpWhatNeedsNoAnswer() throws InterruptedException {
    var looked = new CountDownLatch(1);
    var asked = new CopyOnWriteArrayList<String>();
    var look =
        LambdaTool.pure(
            "look",
            (_, _) -> {
              looked.countDown();
              return ok("seen");
            });
    var write = LambdaTool.writer("write", (_, _) -> ok("written"));
    var turn =
        Turn.call("write", "{\"path\":\"a\"}")
            .and(call("write", "{\"path\":\"b\"}"))
            .and(call("look", "{}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), look, write)
            .attendance(Attendance.ATTENDED)
            .open()) {
      session.listen(occurrence -> {
        if (!(occurrence.event() instanceof Event.QuestionAsked(var number, var question))) return;
        asked.add(((Question.Approval) question).call().input().string("path", ""));
        Thread.ofVirtual()
            .start(() -> {
              try {
                looked.await();
                session.answer(number, new Answer.AllowOnce());
              } catch (InterruptedException _) {
                session.answer(number, new Answer.Dismissed());
              }
            });
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(asked).containsExactly("a", "b");
    assertThat(results(journal)).containsExactly("[written]", "[written]", "[seen]");
  }

  @Test
  void asksAboutACallWhileTheOneItWaitsForRuns() throws InterruptedException {
    var secondAsked = new CountDownLatch(2);
    var write =
        LambdaTool.writer(
            "write",
            (_, _) -> {
              secondAsked.await();
              return ok("written");
            });
    var turn = Turn.call("write", "{\"path\":\"a\"}").and(call("write", "{\"path\":\"a\"}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), write)
            .attendance(Attendance.ATTENDED)
            .open()) {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.QuestionAsked(var number, _)) {
          secondAsked.countDown();
          session.answer(number, new Answer.AllowOnce());
        }
      });
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(results(journal)).containsExactly("[written]", "[written]");
  }

  @Test
  void decidesAgainWhenAnEarlierCallMayHaveChangedWhatARuleLooksAt() throws InterruptedException {
    var spoilt = new AtomicBoolean();
    var policy =
        new Policy() {
          @Override
          public Decision decide(Block.Call call, List<Effect> effects, Set<Label> in, Mode mode) {
            return spoilt.get()
                ? new Decision.Deny("the folder is spoilt.")
                : new Decision.Allow("a test");
          }

          @Override
          public Policy allowing(Rule rule, Set<Label> labels) {
            return this;
          }

          @Override
          public boolean forbids(String tool) {
            return false;
          }
        };
    var bash =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              spoilt.set(true);
              return ok("ran");
            });
    var turn = Turn.call("bash", "{}").and(call("bash", "{}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), bash).policy(policy).open()) {
      session.run("do it");
    }
    assertThat(results(journal)).containsExactly("[ran]", "[Not run: the folder is spoilt.]");
  }

  @Test
  void doesNotRunChangesThatBuildOnAFailedOne() throws InterruptedException {
    var write =
        LambdaTool.writer(
            "write", (input, _) -> input.has("fail") ? ToolResult.failed("No.") : ok("written"));
    var read =
        new LambdaTool(
            "read",
            (input, in) -> List.of(new Effect.Reads(in.resolve(input.string("path", "")))),
            Idempotency.PURE,
            (_, _) -> ok("read"));
    var bash = LambdaTool.command("bash", (_, _) -> ok("ran"));
    var turn =
        Turn.call("write", "{\"path\":\"a\",\"fail\":1}")
            .and(call("write", "{\"path\":\"a\"}"))
            .and(call("read", "{\"path\":\"a\"}"))
            .and(call("write", "{\"path\":\"b\"}"))
            .and(call("bash", "{\"command\":\"ls\"}"))
            .and(call("bash", "{\"command\":\"make\"}"));
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), write, read, bash)
            .policy(KNOWING)
            .open()) {
      session.run("do it");
    }
    var skipped =
        "[Not run: depends on call 1 (write), which failed. Make it again if it is still right.]";
    assertThat(results(journal))
        .containsExactly("[No.]", skipped, "[read]", "[written]", "[ran]", skipped);
    assertThat(journal.events(Event.CallStarted.class)).hasSize(4);
    assertThat(statuses()).filteredOn(Status.CANCELLED::equals).hasSize(2);
  }

  @Test
  void holdsTheLimitsOfEachKind() throws InterruptedException {
    var most = new ConcurrentSkipListMap<String, Integer>();
    var turn = Turn.call("bash", "{\"command\":\"ls\"}");
    for (var i = 0; i < 5; i++) turn = turn.and(call("bash", "{\"command\":\"ls\"}"));
    for (var i = 0; i < 6; i++) turn = turn.and(call("fetch", "{}")).and(call("task", "{}"));
    List<Effect> connects = List.of(new Effect.Connects("example.org", 443));
    try (var session =
        builder(
                ScriptedModel.of(turn, Turn.text("Done.")),
                LambdaTool.command("bash", inTwos("bash", most)),
                new LambdaTool(
                    "fetch", (_, _) -> connects, Idempotency.PURE, inTwos("fetch", most)),
                LambdaTool.pure("task", inTwos("task", most)))
            .policy(KNOWING)
            .parallelism(new Parallelism(2, 2, 2))
            .open()) {
      assertThat(session.run("do it")).isEqualTo(new Outcome.Finished("Done."));
    }
    assertThat(most).isEqualTo(Map.of("bash", 2, "fetch", 2, "task", 2));
  }

  /** Ends only when another one runs, and notes how many did. */
  private static LambdaTool.Body inTwos(String name, Map<String, Integer> most) {
    var barrier = new CyclicBarrier(2);
    var running = new AtomicInteger();
    return (_, _) -> {
      most.merge(name, running.incrementAndGet(), Math::max);
      try {
        barrier.await();
        for (var i = 0; i < 50; i++) LockSupport.parkNanos(1); // lets in who may come in
        most.merge(name, running.get(), Math::max);
        barrier.await();
      } catch (BrokenBarrierException e) {
        throw new IllegalStateException(e);
      } finally {
        running.decrementAndGet();
      }
      return ok(name);
    };
  }

  @Test
  void endsTheTaskWhenAToolSwallowedTheInterruption() throws InterruptedException {
    var running = new CountDownLatch(1);
    var bash =
        LambdaTool.command(
            "bash",
            (_, _) -> {
              try {
                running.countDown();
                new CountDownLatch(1).await();
                return ok("");
              } catch (InterruptedException _) {
                return ToolResult.of(Status.CANCELLED, "ended", Label.JACKDAW);
              }
            });
    var model = ScriptedModel.of(Turn.call("bash", "{}"), Turn.text("Going on."));
    try (var session = builder(model, bash).policy(KNOWING).open()) {
      session.submit("do it");
      running.await();
      session.interrupt();
      assertThat(session.await()).isEqualTo(new Outcome.Interrupted());
    }
    assertThat(statuses()).containsExactly(Status.CANCELLED);
  }

  @Test
  void comesToWhatTheModelsOrderComesToOnThreads() {
    Properties.forAll(
        300, CallGroup::random, group -> assertThat(run(group)).isEqualTo(group.inOrder()));
  }

  /** Runs the group as the calls of one turn; paths are not of this machine. */
  private CallGroup.End run(CallGroup group) throws InterruptedException {
    var files = new ConcurrentSkipListMap<Path, String>();
    var seen = new ConcurrentSkipListMap<Integer, String>();
    var tool =
        new LambdaTool(
            "do",
            (input, _) -> group.members().get((int) input.integer("i", 0)).effects(),
            Idempotency.UNSAFE,
            (input, _) -> {
              var member = group.members().get((int) input.integer("i", 0));
              var text = new StringBuilder();
              for (var step : member.steps(files, text)) {
                LockSupport.parkNanos(1); // lets others in between
                step.run();
              }
              seen.put(member.index(), (member.fails() ? "failed " : "did ") + text);
              return member.fails() ? ToolResult.failed("No.") : ok("");
            });
    var turn = Turn.call("do", "{\"i\":0}");
    for (var i = 1; i < group.members().size(); i++)
      turn = turn.and(call("do", "{\"i\":" + i + "}"));
    var kept = new MemoryJournal();
    try (var session =
        builder(ScriptedModel.of(turn, Turn.text("Done.")), tool)
            .journal(kept)
            .policy(KNOWING)
            .open()) {
      session.run("do it");
    }
    var results = new ArrayList<String>();
    var texts = results(kept);
    for (var i = 0; i < texts.size(); i++) {
      var skipped = SKIPPED.matcher(texts.get(i));
      results.add(
          skipped.find()
              ? "skipped for " + (Integer.parseInt(skipped.group(1)) - 1)
              : seen.getOrDefault(i, "no result"));
    }
    return new CallGroup.End(files, results);
  }
}
