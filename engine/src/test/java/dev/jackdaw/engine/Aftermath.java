package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.testkit.MemoryJournal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a killed process left, and what must hold once a later one has gone on from there.
 *
 * @param found the journal, which the later process goes on with
 * @param before what was in it
 */
record Aftermath(
    MortalWorld world, MemoryJournal found, List<Occurrence> before, Set<CallKey> told) {
  /** A call in the session. */
  record CallKey(AgentId agent, CallId call) {}

  /** What the journal says of a call. */
  private static final class Course {
    String input = "";
    String tool = "";
    int decided;
    int started;
    int changed;
    Optional<Idempotency> kind = Optional.empty();
    Optional<ToolResult> result = Optional.empty();
  }

  Aftermath(MortalWorld world, MemoryJournal found) {
    this(world, found, found.occurrences(), tellable(world, found));
  }

  /** Returns the calls without a result whose changes the checkpoints can tell. */
  private static Set<CallKey> tellable(MortalWorld world, MemoryJournal found) {
    Set<CallKey> told = new HashSet<>();
    courses(found)
        .forEach((key, course) -> {
          var known = course.changed > 0 || world.canTell(key.agent(), key.call());
          if (course.started > 0 && course.result.isEmpty() && known) told.add(key);
        });
    return told;
  }

  void check(List<String> heard) {
    assertThat(found.occurrences().subList(0, before.size())).isEqualTo(before);
    var courses = courses(found);
    courses.forEach((key, course) -> {
      assertThat(course.result).as("result of %s", key).isPresent();
      assertThat(course.started).as("starts of %s", key).isLessThanOrEqualTo(1);
      assertThat(course.changed).as("changes of %s", key).isLessThanOrEqualTo(1);
      if (course.started > 0) assertThat(course.decided).as("%s", key).isPositive();
    });
    assertThat(world.effects().stream().filter(Aftermath::isOnce)).doesNotHaveDuplicates();
    for (var effect : Set.copyOf(world.effects())) checkEffect(effect, courses);
    for (var key : told) {
      assertThat(course(courses, key.agent(), key.call()).result.orElseThrow().text())
          .as("evidence of %s", key)
          .contains("Since it began, ");
    }
    checkTold(courses, heard);
    checkEnds();
  }

  private static boolean isOnce(String effect) {
    return effect.startsWith("unsafe:") || effect.startsWith("keyed:");
  }

  /** What happened is either told as done, or in doubt; never as not done. */
  private static void checkEffect(String effect, Map<CallKey, Course> courses) {
    if (effect.startsWith("pure:")) return;
    var ends =
        courses.values().stream()
            .filter(course -> (course.tool + ":" + course.input).equals(effect))
            .map(course -> course.result.orElseThrow().status())
            .toList();
    assertThat(ends).as("ends of %s", effect).containsAnyOf(Status.OK, Status.IN_DOUBT);
  }

  /** The main agent hears of whatever sub-agents left in doubt. */
  private void checkTold(Map<CallKey, Course> courses, List<String> heard) {
    courses.forEach((key, course) -> {
      var doubt = course.result.orElseThrow().status() == Status.IN_DOUBT;
      if (key.agent().isMain() || !doubt || course.kind.isEmpty()) return;
      if (course.tool.equals("task") || course.tool.equals("workflow")) return;
      var background =
          found.events(Event.AgentStarted.class).stream().anyMatch(Event.AgentStarted::background);
      assertThat(heard.getLast())
          .as("what the model is told of %s", key)
          .contains(background ? "agent1 (a task) ended without success" : "" + key.call());
    });
  }

  /** Every sub-agent comes to one end. */
  private void checkEnds() {
    for (var started : found.events(Event.AgentStarted.class)) {
      assertThat(found.occurrences())
          .filteredOn(occurrence -> occurrence.agent().equals(started.child()))
          .filteredOn(occurrence -> occurrence.event() instanceof Event.TaskFinished)
          .as("ends of agent %s", started.child())
          .hasSize(1);
    }
  }

  private static Map<CallKey, Course> courses(MemoryJournal journal) {
    Map<CallKey, Course> courses = new LinkedHashMap<>();
    for (var occurrence : journal.occurrences()) {
      var agent = occurrence.agent();
      switch (occurrence.event()) {
        case Event.ReplyReceived reply -> {
          for (var call : reply.message().calls()) begin(courses, agent, call);
        }
        case Event.CallNested(_, _, var call) -> begin(courses, agent, call);
        case Event.CallDecided(_, var id, _, _) -> course(courses, agent, id).decided++;
        case Event.CallStarted(_, var id, var kind) -> {
          var course = course(courses, agent, id);
          course.started++;
          course.kind = Optional.of(kind);
        }
        case Event.FilesChanged(_, var id, _) -> course(courses, agent, id).changed++;
        case Event.CallFinished(_, var id, var result, _, _, _) -> {
          var course = course(courses, agent, id);
          assertThat(course.result).as("earlier result of %s of %s", id, agent).isEmpty();
          course.result = Optional.of(result);
        }
        default -> {}
      }
    }
    return courses;
  }

  private static Course course(Map<CallKey, Course> courses, AgentId agent, CallId call) {
    return Objects.requireNonNull(courses.get(new CallKey(agent, call)), call::value);
  }

  private static void begin(Map<CallKey, Course> courses, AgentId agent, Block.Call call) {
    var course = new Course();
    course.tool = call.tool();
    course.input = call.input().string("n", "");
    assertThat(courses.put(new CallKey(agent, call.id()), course)).isNull();
  }
}
