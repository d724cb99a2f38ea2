package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.testkit.Properties;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int GROUPS = 10_000;

  private static Reach reach(Effect... effects) {
    return Reach.of(List.of(effects), Idempotency.NATURAL);
  }

  private static Reach writes(String path) {
    return reach(new Effect.Writes(Path.of(path)));
  }

  private static Reach reads(String path) {
    return reach(new Effect.Reads(Path.of(path)));
  }

  private static Schedule schedule(Reach... calls) {
    return new Schedule(ConflictGraph.of(List.of(calls)));
  }

  @Test
  void startsACallWhenThoseItConflictsWithHaveEnded() {
    var schedule = schedule(writes("/w/a"), writes("/w/b"), reads("/w/a"), reads("/w"));

    assertThat(schedule.clear(0)).containsExactly(0);
    assertThat(schedule.clear(1)).containsExactly(1);
    assertThat(schedule.clear(2)).isEmpty();
    assertThat(schedule.clear(3)).isEmpty();
    assertThat(schedule.end(0, false)).containsExactly(2);
    assertThat(schedule.end(1, false)).containsExactly(3);
    assertThat(schedule.end(3, false)).isEmpty();
    assertThat(schedule.isOver()).isFalse();
    assertThat(schedule.end(2, false)).isEmpty();
    assertThat(schedule.isOver()).isTrue();
  }

  @Test
  void waitsForADecisionAndHoldsUpOnlyWhatConflicts() {
    var schedule = schedule(writes("/w/a"), reads("/w/b"), reads("/w/a"));

    assertThat(schedule.clear(1)).containsExactly(1);
    assertThat(schedule.clear(2)).isEmpty();
    assertThat(schedule.clear(0)).containsExactly(0);
    assertThat(schedule.end(0, false)).containsExactly(2);
  }

  @Test
  void namesTheFirstFailedChangeForAChangeThatBuildsOnIt() {
    var schedule = schedule(writes("/w/a"), writes("/w/a"), reads("/w/a"), writes("/w/b"));
    for (var call = 0; call < 4; call++) schedule.clear(call);

    schedule.end(0, true);
    assertThat(schedule.culprit(1)).hasValue(0);
    schedule.end(1, true);
    assertThat(schedule.culprit(2)).isEmpty();
    assertThat(schedule.culprit(3)).isEmpty();
  }

  @Test
  void endsNoCallTwice() {
    var schedule = schedule(writes("/w/a"));
    schedule.clear(0);
    schedule.end(0, false);

    assertThatThrownBy(() -> schedule.end(0, false)).hasMessage("call 0 is DONE, not STARTED");
  }

  /** A group of calls and the choices of one schedule. */
  private record Case(CallGroup group, List<Integer> choices) {
    static Case random(RandomGenerator random, int size) {
      var group = CallGroup.random(random, size);
      return new Case(group, random.ints(300, 0, 1 << 20).boxed().toList());
    }
  }

  @Test
  void comesToWhatTheModelsOrderComesTo() {
    Properties.forAll(
        GROUPS, Case::random, each -> assertThat(explore(each)).isEqualTo(each.group().inOrder()));
  }

  /**
   * Runs the group on one thread: at each step one call goes on, or one more is decided on, as the
   * choices say.
   */
  private static CallGroup.End explore(Case given) {
    var members = given.group().members();
    var graph =
        ConflictGraph.of(
            members.stream()
                .map(member -> Reach.of(member.effects(), Idempotency.UNSAFE))
                .toList());
    var schedule = new Schedule(graph);
    var choices = new ArrayDeque<>(given.choices());
    Map<Path, String> files = new TreeMap<>();
    var results = new ArrayList<>(Collections.nCopies(members.size(), ""));
    var undecided = new ArrayDeque<Integer>();
    for (var i = 0; i < members.size(); i++) undecided.add(i);
    var running = new TreeMap<Integer, Running>();
    while (!undecided.isEmpty() || !running.isEmpty()) {
      var among = running.size() + (undecided.isEmpty() ? 0 : 1);
      var chosen = choices.remove() % among;
      List<Integer> started;
      if (chosen == running.size()) {
        started = schedule.clear(undecided.remove());
      } else {
        var next = List.copyOf(running.entrySet()).get(chosen);
        started = next.getValue().step(schedule, next.getKey(), results);
        if (next.getValue().isOver()) running.remove(next.getKey());
      }
      for (int call : started) running.put(call, Running.of(members.get(call), schedule, files));
    }
    assertThat(schedule.isOver()).isTrue();
    return new CallGroup.End(files, results);
  }

  /** A call under way: its last step, which remains when there are no others, tells its end. */
  private static final class Running {
    private final Deque<Runnable> steps;
    private final String end;
    private final StringBuilder seen;
    private final boolean failed;
    private boolean over;

    private Running(List<Runnable> steps, String end, StringBuilder seen, boolean failed) {
      this.steps = new ArrayDeque<>(steps);
      this.end = end;
      this.seen = seen;
      this.failed = failed;
    }

    static Running of(CallGroup.Member member, Schedule schedule, Map<Path, String> files) {
      var seen = new StringBuilder();
      var culprit = schedule.culprit(member.index());
      if (culprit.isPresent()) {
        return new Running(List.of(), "skipped for " + culprit.getAsInt(), seen, true);
      }
      var end = member.fails() ? "failed " : "did ";
      return new Running(member.steps(files, seen), end, seen, member.fails());
    }

    List<Integer> step(Schedule schedule, int call, List<String> results) {
      var next = steps.poll();
      if (next != null) {
        next.run();
        return List.of();
      }
      over = true;
      results.set(call, end + seen);
      return schedule.end(call, failed);
    }

    boolean isOver() {
      return over;
    }
  }
}
