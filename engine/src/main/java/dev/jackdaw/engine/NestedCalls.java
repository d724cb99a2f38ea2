package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.workflow.Budget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the calls of one workflow, and keeps account of what it used and of where its results come
 * from. Every call is decided, recorded and run by {@link Calls} as if the model had made it. Used
 * by one thread.
 */
final class NestedCalls {
  /** Where the workflow runs. */
  record Place(Commons commons, AgentId agent, TurnId turn, CallId call, Transcript transcript) {}

  private final Place place;
  private final Budget budget;
  private final Calls calls;
  private final Consumer<List<Calls.Ended>> ended;
  private final Instant start;
  private Label origin = Label.JACKDAW;
  private int made;

  NestedCalls(Place place, Budget budget, Calls calls, Consumer<List<Calls.Ended>> ended) {
    this.place = place;
    this.budget = budget;
    this.calls = calls;
    this.ended = ended;
    this.start = place.commons().clock().instant();
  }

  Place place() {
    return place;
  }

  /** Returns how many were made. */
  int made() {
    return made;
  }

  int left() {
    return budget.calls() - made;
  }

  /** Returns why no more of them may be made, if that is so. */
  Optional<String> spent() {
    if (left() <= 0) return Optional.of("its budget of " + budget.calls() + " calls is used up");
    return timeLeft().isPositive()
        ? Optional.empty()
        : Optional.of("its budget of " + budget.time().toSeconds() + " s is used up");
  }

  Duration timeLeft() {
    var took = Duration.between(start, place.commons().clock().instant());
    return budget.time().minus(took);
  }

  Block.Call call(String name, String tool, Json.Obj input) {
    return new Block.Call(StepRecords.id(place.call(), name), tool, input);
  }

  /** Makes them, side by side where their effects allow it. */
  void make(List<Block.Call> blocks) throws InterruptedException {
    for (var block : blocks) record(new Event.CallNested(place.turn(), place.call(), block));
    made += blocks.size();
    ended.accept(calls.run(blocks));
  }

  void record(Event.Durable event) {
    place.commons().recorder().record(place.agent(), event);
    place.transcript().apply(event);
  }

  /** Returns how the call ended that was made under the name; after an interruption, too. */
  Optional<StepRecords.Made> ended(String name) {
    return place
        .transcript()
        .steps()
        .made(place.call(), name)
        .filter(record -> record.result().isPresent());
  }

  void showProgress(String text) {
    place
        .commons()
        .recorder()
        .show(place.agent(), new Event.CallProgressed(place.turn(), place.call(), text + "\n"));
  }

  /** Notes that what a result says went into the workflow. */
  void saw(ToolResult result) {
    var label = result.label();
    if (label.source().compareTo(origin.source()) > 0) origin = label;
  }

  /** Returns the farthest origin of what went into it. */
  Label origin() {
    return origin;
  }

  static ToolResult doubtful(StepRecords.Made made, String changed) {
    var id = made.call().id();
    var wasStopped =
        made.result().filter(result -> result.status() == Status.CANCELLED).isPresent();
    return ToolResult.of(
        Status.IN_DOUBT,
        (wasStopped ? id + " was stopped while it ran." : "Jackdaw ended while " + id + " ran.")
            + " It may have taken effect and is not run again: check it, then resume with "
            + changed
            + " in which this one is left out or changed.",
        Label.JACKDAW);
  }

  /** Returns as much of what is returned as may be shown, and where the whole is. */
  String shown(String returned, Json.Builder details) {
    var most = budget.returnChars();
    if (returned.length() <= most) return returned;
    var end = Character.isHighSurrogate(returned.charAt(most - 1)) ? most - 1 : most;
    var rest = "\n[" + (returned.length() - end) + " more characters";
    try {
      var whole = StepRecords.store(returned, place.commons().blobs());
      details.put(
          "blob", Json.object().put("sha256", whole.sha256()).put("size", whole.size()).build());
      return returned.substring(0, end)
          + rest
          + "; read shows the whole as "
          + whole.reference()
          + "]";
    } catch (IOException e) {
      return returned.substring(0, end) + rest + " could not be stored: " + e.getMessage() + "]";
    }
  }
}
