package dev.jackdaw.engine;

import static dev.jackdaw.engine.LambdaTool.ok;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What stays when a process is killed: what its calls did, and what checkpoints announced. */
final class MortalWorld {
  private final List<String> effects = new ArrayList<>();
  private final Map<CallId, Integer> announced = new HashMap<>();
  private DyingJournal journal;

  MortalWorld(DyingJournal journal) {
    this.journal = journal;
  }

  /** A later process, with another journal. */
  void enter(DyingJournal next) {
    journal = next;
  }

  /** Returns what was done, in order, each as {@code tool:n}. */
  synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  static String tool(Idempotency kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  List<Tool<?>> tools() {
    var tools = new ArrayList<Tool<?>>();
    tools.add(LambdaTool.pure("workflow", (input, context) -> context.workflow(input)));
    tools.add(SubAgentsTest.TASK);
    for (var kind : Idempotency.values()) {
      tools.add(
          new LambdaTool(
              tool(kind),
              (input, place) -> stated(kind, input, place),
              kind,
              (input, _) -> act(kind, input)));
    }
    return tools;
  }

  private static List<Effect> stated(Idempotency kind, Json.Obj input, Workspace place)
      throws InvalidInputException {
    return switch (kind) {
      case PURE -> List.of();
      case NATURAL -> List.of(new Effect.Writes(place.resolve("file" + number(input))));
      case KEYED -> List.of(new Effect.Connects("example.org", 443));
      case UNSAFE -> List.of(new Effect.Executes("make " + number(input), place.directory()));
    };
  }

  private static String number(Json.Obj input) {
    return input.string("n", "");
  }

  private ToolResult act(Idempotency kind, Json.Obj input) {
    var effect = tool(kind) + ":" + number(input);
    journal.alive(() -> add(effect));
    return ok("did " + effect);
  }

  private synchronized void add(String effect) {
    effects.add(effect);
  }

  /** Checkpoints that keep what real ones keep on disk. */
  Checkpoints checkpoints() {
    var mine = journal;
    return new Checkpoints() {
      @Override
      public Checkpoint before(CallId call, List<Effect> stated) {
        mine.alive(() -> announce(call));
        return () -> {
          var found = since(call);
          mine.alive(() -> retract(call));
          return found;
        };
      }

      @Override
      public Optional<Found> since(CallId call) {
        return found(call);
      }

      @Override
      public void close() {}
    };
  }

  private synchronized void announce(CallId call) {
    announced.put(call, effects.size());
  }

  private synchronized void retract(CallId call) {
    announced.remove(call);
  }

  private synchronized Optional<Checkpoints.Found> found(CallId call) {
    var from = announced.get(call);
    if (from == null || from == effects.size()) return Optional.empty();
    var paths = effects.subList(from, effects.size());
    return Optional.of(new Checkpoints.Found("", paths.size(), paths, List.of()));
  }

  /** Returns whether the checkpoints can tell what the call changed. */
  boolean canTell(AgentId agent, CallId call) {
    return found(Changes.key(agent, call)).isPresent();
  }
}
