package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.journal.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the journal of a session says whose program was killed, and what must hold of it. */
final class KilledJournal {
  private final Map<Key, Block.Call> calls = new HashMap<>();
  private final Map<Key, ToolResult> ends = new HashMap<>();
  private final Set<Key> decided = new HashSet<>();
  private final Set<Key> started = new HashSet<>();

  private record Key(AgentId agent, CallId call) {}

  private KilledJournal() {}

  /** Returns the journal of the largest session; nothing when there is none yet. */
  static Optional<Path> file(Path state) throws IOException {
    if (!Files.isDirectory(state.resolve("sessions"))) return Optional.empty();
    try (var files = Files.walk(state.resolve("sessions"))) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .max(Comparator.comparingLong(file -> file.toFile().length()));
    }
  }

  static List<Occurrence> occurrences(Path state) throws IOException {
    var file = file(state);
    if (file.isEmpty()) return List.of();
    var id = new SessionId(file.get().getFileName().toString().replace(".jsonl", ""));
    var all = new ArrayList<Occurrence>();
    try (var view = new Sessions(state, InstantSource.system()).view(id)) {
      view.replay(all::add);
    }
    return all;
  }

  /**
   * Every call has one end, none that must not be repeated was started twice, and none was started
   * that was not decided on.
   */
  static KilledJournal check(String what, List<Occurrence> all) {
    var journal = new KilledJournal();
    for (var occurrence : all) journal.add(what, occurrence.agent(), occurrence.event());
    assertThat(journal.ends.keySet()).as(what).isEqualTo(journal.calls.keySet());
    assertThat(journal.decided).as(what).containsAll(journal.started);
    return journal;
  }

  private void add(String what, AgentId agent, Event event) {
    switch (event) {
      case Event.ReplyReceived reply -> {
        for (var call : reply.message().calls()) calls.put(new Key(agent, call.id()), call);
      }
      case Event.CallNested(_, _, var call) -> calls.put(new Key(agent, call.id()), call);
      case Event.CallDecided(_, var id, _, _) -> decided.add(new Key(agent, id));
      case Event.CallStarted(_, var id, var kind) -> {
        var again = !started.add(new Key(agent, id));
        if (kind == Idempotency.UNSAFE) assertThat(again).as("%s: %s twice", what, id).isFalse();
      }
      case Event.CallFinished(_, var id, var result, _, _, _) ->
          assertThat(ends.put(new Key(agent, id), result))
              .as("%s: earlier end of %s", what, id)
              .isNull();
      default -> {}
    }
  }

  /** Returns the results of the commands that begin so. */
  List<ToolResult> results(String command) {
    var found = new ArrayList<ToolResult>();
    calls.forEach((key, call) -> {
      var result = ends.get(key);
      if (isCommand(call, command) && result != null) found.add(result);
    });
    return found;
  }

  /** Returns whether a command that begins so was started. */
  boolean wasStarted(String command) {
    return calls.entrySet().stream()
        .anyMatch(call -> isCommand(call.getValue(), command) && started.contains(call.getKey()));
  }

  private static boolean isCommand(Block.Call call, String beginning) {
    return call.input().string("command", "").startsWith(beginning);
  }
}
