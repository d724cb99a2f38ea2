package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The calls of one agent whose end is not recorded, as a function of the journal. */
final class OpenCalls {
  /**
   * A call without a result.
   *
   * @param nested whether a workflow made it
   * @param started nothing when it had not
   * @param changed what it is known to have changed
   */
  record Open(
      TurnId turn,
      Block.Call call,
      boolean nested,
      Optional<Idempotency> started,
      Optional<Checkpoints.Found> changed) {
    CallId id() {
      return call.id();
    }

    /** Returns whether it may have done something. */
    boolean mayHaveActed() {
      return started.isPresent() && started.get() != Idempotency.PURE;
    }
  }

  private final Map<CallId, Open> open = new LinkedHashMap<>();
  private final Set<CallId> left = new HashSet<>();
  private final List<String> lost = new ArrayList<>();
  private final StepRecords steps = new StepRecords();
  private boolean working = true;

  void apply(Event.Durable event) {
    steps.apply(event);
    switch (event) {
      case Event.ReplyReceived reply -> {
        working = true;
        reply.message().calls().forEach(call -> add(reply.turn(), call, false));
      }
      case Event.CallNested(var turn, _, var call) -> add(turn, call, true);
      case Event.CallStarted(_, var id, var idempotency) ->
          open.computeIfPresent(
              id,
              (_, call) ->
                  new Open(
                      call.turn(),
                      call.call(),
                      call.nested(),
                      Optional.of(idempotency),
                      call.changed()));
      case Event.FilesChanged(_, var id, var found) ->
          open.computeIfPresent(
              id,
              (_, call) ->
                  new Open(
                      call.turn(), call.call(), call.nested(), call.started(), Optional.of(found)));
      case Event.CallFinished(_, var id, var result, _, _, _) -> finish(id, result);
      case Event.TaskFinished _ -> working = false;
      default -> {}
    }
  }

  private void add(TurnId turn, Block.Call call, boolean nested) {
    open.put(call.id(), new Open(turn, call, nested, Optional.empty(), Optional.empty()));
  }

  private void finish(CallId id, ToolResult result) {
    var call = open.remove(id);
    if (call == null || !left.remove(id) || !call.mayHaveActed()) return;
    var tool = call.call().tool();
    if (!tool.equals(StepRecords.WORKFLOW)) lost.add(tool + " (" + id + "): " + ownWords(result));
  }

  /** Returns what Jackdaw says in a result: what a command printed is not for everybody. */
  private static String ownWords(ToolResult result) {
    var words = new ArrayList<String>();
    for (var content : result.content()) {
      if (content instanceof Block.Text(var text, var label) && label.equals(Label.JACKDAW)) {
        words.add(text.strip());
      }
    }
    return String.join(" ", words);
  }

  /** A later process begins: what is open now, the one before did not live to end. */
  void leave() {
    left.addAll(open.keySet());
  }

  /** Returns the open calls; those that workflows made come before the workflows. */
  List<Open> open() {
    return Stream.concat(
            open.values().stream().filter(Open::nested),
            open.values().stream().filter(call -> !call.nested()))
        .toList();
  }

  /** Returns of each call that a process did not live to end, and that may have acted, a line. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  /** Returns what its workflows did. */
  StepRecords steps() {
    return steps;
  }

  /** Returns whether its task is under way. */
  boolean isWorking() {
    return working;
  }
}
