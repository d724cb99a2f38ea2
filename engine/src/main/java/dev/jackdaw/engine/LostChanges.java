package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.TurnId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts down what calls changed that a killed process did not live to end, so that it can be undone
 * before anybody goes on with the session. The calls keep their open end for whoever does.
 */
public final class LostChanges {
  private final Map<AgentId, OpenCalls> agents = new LinkedHashMap<>();
  private final LinkedHashMap<LostCalls.Running, TurnId> turns = new LinkedHashMap<>();

  private LostChanges() {}

  /**
   * Records the changes; nothing when every call has its end.
   *
   * @param known ends what still runs of a call
   */
  public static void record(Journal journal, LostCalls known, Checkpoints checkpoints)
      throws IOException {
    var lost = new LostChanges();
    var running = known.running();
    journal.replay(occurrence -> {
      if (!(occurrence.event() instanceof Event.Durable event)) return;
      var agent = occurrence.agent();
      lost.agents.computeIfAbsent(agent, _ -> new OpenCalls()).apply(event);
      if (!(event instanceof Event.CallStarted(var turn, var call, _))) return;
      for (var one : running) {
        if (one.agent().equals(agent) && one.call().equals(call)) lost.turns.put(one, turn);
      }
    });
    lost.record(known, checkpoints, journal);
  }

  private void record(LostCalls known, Checkpoints checkpoints, Journal journal)
      throws IOException {
    agents.forEach((agent, calls) -> {
      for (var call : calls.open()) {
        if (!call.mayHaveActed() || call.changed().isPresent()) continue;
        var _ = known.result(agent, call.id());
        checkpoints
            .since(Changes.key(agent, call.id()))
            .ifPresent(found ->
                journal.append(agent, new Event.FilesChanged(call.turn(), call.id(), found)));
      }
    });
    if (!turns.isEmpty()) {
      var last = turns.sequencedEntrySet().getLast();
      checkpoints
          .abandoned()
          .ifPresent(found ->
              journal.append(
                  last.getKey().agent(),
                  new Event.FilesChanged(last.getValue(), last.getKey().call(), found.asShared())));
    }
    journal.sync();
  }
}
