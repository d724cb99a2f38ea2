package dev.jackdaw.engine;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.engine.OpenCalls.Open;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a process left behind that was killed: the calls and sub-agents whose end the journal does
 * not tell. A resumed session gives each its one end before anything else happens. It may be killed
 * while it does so: what is said of a call follows from the journal alone. Used by one thread.
 */
final class Recovery {
  /** Records an event. */
  interface Scribe {
    void of(AgentId agent, Event.Durable event);
  }

  /** A sub-agent and the call that started it. */
  private record Child(AgentId parent, CallId call, AgentId id, String title, boolean background) {
    boolean isOf(AgentId agent, CallId other) {
      return parent.equals(agent) && call.equals(other);
    }

    String name() {
      return id.handle() + " (" + title + ")";
    }
  }

  private final Map<AgentId, OpenCalls> agents = new LinkedHashMap<>();
  private final Map<AgentId, Child> children = new LinkedHashMap<>();
  private final Set<Child> late = new LinkedHashSet<>();
  private final Set<String> told = new HashSet<>();
  private final List<LostCalls.Running> running;
  private final Map<LostCalls.Running, TurnId> turns = new LinkedHashMap<>();

  /** {@code running} is what calls that had ended left running. */
  Recovery(List<LostCalls.Running> running) {
    this.running = List.copyOf(running);
  }

  void apply(AgentId agent, Event.Durable event) {
    if (event instanceof Event.SessionResumed) agents.values().forEach(OpenCalls::leave);
    if (event instanceof Event.AgentStarted started) add(agent, started);
    if (event instanceof Event.NoticeGiven(var text)) told.add(text);
    if (event instanceof Event.CallStarted(var turn, var call, _)) noteRunning(agent, turn, call);
    var lost = calls(agent).lost().size();
    calls(agent).apply(event);
    if (calls(agent).lost().size() > lost && !agent.isMain()) noteLate(agent);
  }

  private void noteRunning(AgentId agent, TurnId turn, CallId call) {
    for (var one : running) {
      if (one.agent().equals(agent) && one.call().equals(call)) turns.put(one, turn);
    }
  }

  /** What was lost after the main agent had its result is told apart from that. */
  private void noteLate(AgentId agent) {
    var child = children.get(new AgentId(agent.value().split("\\.", 2)[0]));
    if (child != null && !child.background() && !isOpen(child)) late.add(child);
  }

  private OpenCalls calls(AgentId agent) {
    return agents.computeIfAbsent(agent, _ -> new OpenCalls());
  }

  private void add(AgentId parent, Event.AgentStarted started) {
    var name = started.name().isEmpty() ? "" : started.name() + ": ";
    var title = name + started.description().strip();
    var child = started.child();
    children.put(child, new Child(parent, started.call(), child, title, started.background()));
    calls(child);
  }

  /**
   * Ends what has no end: the innermost first, so that whoever started it can be told of it.
   *
   * @return what the main agent is still to be told
   */
  List<String> end(Commons commons, LostCalls known, SubAgents subAgents, Scribe record) {
    var byDepth = Comparator.comparingInt(AgentId::depth).reversed();
    for (var agent : agents.keySet().stream().sorted(byDepth).toList()) {
      for (var call : calls(agent).open()) {
        end(agent, call, commons, record, result(agent, call, commons, known, subAgents));
      }
      var child = children.get(agent);
      if (child == null || child.background()) continue;
      if (calls(agent).isWorking()) {
        record.of(agent, new Event.TaskFinished(new Outcome.Interrupted()));
      }
    }
    endRunning(commons, record);
    return late.stream().map(this::notice).filter(text -> !told.contains(text)).toList();
  }

  /** What changed after the last look of the killed process is theirs, as far as can be told. */
  private void endRunning(Commons commons, Scribe record) {
    if (turns.isEmpty()) return;
    var last = running.stream().filter(turns::containsKey).toList().getLast();
    var turn = Objects.requireNonNull(turns.get(last));
    abandoned(commons)
        .ifPresent(found ->
            record.of(last.agent(), new Event.FilesChanged(turn, last.call(), found.asShared())));
    turns.forEach((one, at) ->
        one.goesOn()
            .ifPresent(
                over -> over.accept(commons.aftermaths().begin(one.agent(), at, one.call()))));
  }

  private static Optional<Checkpoints.Found> abandoned(Commons commons) {
    try {
      return commons.checkpoints().abandoned();
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.engine")
          .log(System.Logger.Level.WARNING, "what background jobs changed was not kept", e);
      return Optional.empty();
    }
  }

  private boolean isOpen(Child child) {
    return calls(child.parent()).open().stream().anyMatch(call -> call.id().equals(child.call()));
  }

  private static void end(
      AgentId agent, Open call, Commons commons, Scribe record, ToolResult result) {
    var found = call.changed();
    if (call.started().isPresent() && found.isEmpty()) {
      found = commons.checkpoints().since(Changes.key(agent, call.id()));
      found.ifPresent(
          changes -> record.of(agent, new Event.FilesChanged(call.turn(), call.id(), changes)));
    }
    var whole = found.map(changes -> Changes.evidence(result, changes)).orElse(result);
    record.of(agent, new Event.CallFinished(call.turn(), call.id(), whole, Duration.ZERO));
  }

  private ToolResult result(
      AgentId agent, Open call, Commons commons, LostCalls known, SubAgents subAgents) {
    var steps = calls(agent).steps();
    var workflow = steps.lost(call.id(), commons.blobs(), agent.isMain());
    if (workflow.isPresent()) return workflow.get();
    var started =
        children.values().stream().filter(child -> child.isOf(agent, call.id())).findFirst();
    if (started.isPresent()) return delegated(started.get(), subAgents);
    return call.started()
        .flatMap(_ -> known.result(agent, call.id()))
        .map(commons.redactor()::redact)
        .orElseGet(() -> lost(call));
  }

  private ToolResult delegated(Child child, SubAgents subAgents) {
    var lost = lost(child.id());
    var text =
        "Interrupted: Jackdaw ended while "
            + child.name()
            + " worked on this. What it did stays; it does not go on. Start it again if it is still"
            + " needed."
            + subAgents
                .isolation()
                .flatMap(places -> places.leftBy(child.id()))
                .map(left -> " Its worktree is kept: " + left + ".")
                .orElse("")
            + (lost.isEmpty() ? "" : "\n" + lost);
    return ToolResult.of(lost.isEmpty() ? Status.CANCELLED : Status.IN_DOUBT, text, Label.JACKDAW);
  }

  private String notice(Child child) {
    return child.name() + " was cut off when Jackdaw ended. " + lost(child.id());
  }

  /** Returns what a sub-agent and those it started did not live to end; empty when nothing. */
  String lost(AgentId agent) {
    var lines = new ArrayList<String>();
    agents.forEach((other, calls) -> {
      var isPart = other.equals(agent) || other.value().startsWith(agent.value() + ".");
      if (isPart) calls.lost().forEach(line -> lines.add(other.handle() + ", " + line));
    });
    return lines.isEmpty()
        ? ""
        : "Jackdaw ended while these of its calls ran; they were not run again:\n"
            + String.join("\n", lines);
  }

  private static ToolResult lost(Open call) {
    if (call.started().isEmpty()) {
      return lost(
          Status.CANCELLED,
          "Interrupted: this call was not run, because Jackdaw ended before it started.");
    }
    return switch (call.started().get()) {
      case PURE ->
          lost(
              Status.CANCELLED,
              "Interrupted: Jackdaw ended while this call ran. It changes nothing; make it again if"
                  + " it is still needed.");
      case NATURAL ->
          lost(
              Status.IN_DOUBT,
              "Interrupted: Jackdaw ended while this call ran. It may have taken effect; it was not"
                  + " run again. Look whether it did; to make it again does no harm.");
      case KEYED, UNSAFE ->
          lost(
              Status.IN_DOUBT,
              "Interrupted: Jackdaw ended while this call ran. It may have taken effect; it was not"
                  + " run again. Check before repeating it.");
    };
  }

  private static ToolResult lost(Status status, String text) {
    return ToolResult.of(status, text, Label.JACKDAW);
  }
}
