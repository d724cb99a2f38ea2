package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the workflows of one agent did, as a function of the journal, so that one that did not come
 * to its end can be gone on with. Those that did are forgotten. Thread-safe.
 */
final class StepRecords {
  /** The tool whose calls make calls. */
  static final String WORKFLOW = "workflow";

  /** What the input member is called that holds a script. */
  static final String SCRIPT = "script";

  /** What the input member is called that names the workflow to go on with. */
  static final String RESUME = "resume";

  private static final int KEPT_WORKFLOWS = 10;
  private static final int TOLD_CALLS = 20;

  /**
   * A call that a workflow made.
   *
   * @param idempotency nothing when it did not start
   * @param result nothing when it is not over
   * @param followed whether the workflow made another call when it knew the result
   */
  record Made(
      Block.Call call,
      Optional<Idempotency> idempotency,
      Optional<ToolResult> result,
      Duration took,
      boolean followed) {
    static Made planned(Block.Call call) {
      return new Made(call, Optional.empty(), Optional.empty(), Duration.ZERO, false);
    }

    private Made started(Idempotency how) {
      return new Made(call, Optional.of(how), result, took, followed);
    }

    private Made finished(ToolResult what, Duration time) {
      return new Made(call, idempotency, Optional.of(what), time, followed);
    }

    private Made past() {
      return new Made(call, idempotency, result, took, followed || result.isPresent());
    }

    boolean isSame(String tool, Json.Obj input) {
      return call.tool().equals(tool) && call.input().equals(input);
    }

    boolean isRepeatable() {
      return idempotency.isPresent()
          && (idempotency.get() == Idempotency.PURE || idempotency.get() == Idempotency.NATURAL);
    }

    /** Whether it took effect is not known, and it must not do so twice. */
    boolean isInDoubt() {
      return idempotency.isPresent()
          && !isRepeatable()
          && (result.isEmpty() || result.get().status() == Status.IN_DOUBT);
    }
  }

  private record Kept(Block.Call definition, Map<String, Made> made) {}

  private final Map<CallId, Kept> workflows = new LinkedHashMap<>();
  private final Map<CallId, CallId> parents = new LinkedHashMap<>();
  private final Map<CallId, Instant> clocks = new HashMap<>();

  synchronized void apply(Event.Durable event) {
    switch (event) {
      case Event.ReplyReceived reply -> {
        for (var call : reply.message().calls()) {
          if (call.tool().equals(WORKFLOW)) keep(call);
        }
      }
      case Event.CallNested(_, var parent, var call) -> {
        var kept = workflows.get(parent);
        if (kept == null) return;
        parents.put(call.id(), parent);
        for (var link : chain(parent)) {
          var before = workflows.get(link);
          if (before != null) before.made().replaceAll((_, made) -> made.past());
        }
        kept.made().put(name(parent, call.id()), Made.planned(call));
      }
      case Event.ScriptStarted(_, var id, var clock) -> {
        if (workflows.containsKey(id)) clocks.put(id, clock);
      }
      case Event.CallStarted(_, var id, var idempotency) ->
          change(id, made -> made.started(idempotency));
      case Event.CallFinished(_, var id, var result, var took, _, _) -> {
        change(id, made -> made.finished(result, took));
        if (result.isOk()) forget(id);
      }
      default -> {}
    }
  }

  private interface Change {
    Made of(Made made);
  }

  private void change(CallId id, Change change) {
    var parent = parents.get(id);
    if (parent == null) return;
    var kept = workflows.get(parent);
    if (kept != null) kept.made().computeIfPresent(name(parent, id), (_, made) -> change.of(made));
  }

  static CallId id(CallId workflow, String name) {
    return new CallId(workflow + "/" + name);
  }

  private static String name(CallId workflow, CallId call) {
    var prefix = workflow + "/";
    return call.value().startsWith(prefix) ? call.value().substring(prefix.length()) : call.value();
  }

  private void keep(Block.Call call) {
    workflows.put(call.id(), new Kept(call, new LinkedHashMap<>()));
    if (workflows.size() > KEPT_WORKFLOWS) drop(workflows.keySet().iterator().next());
  }

  /** A workflow that came to its end takes those it went on with along. */
  private void forget(CallId id) {
    if (workflows.containsKey(id)) chain(id).forEach(this::drop);
  }

  private void drop(CallId id) {
    workflows.remove(id);
    clocks.remove(id);
    parents.values().removeIf(id::equals);
  }

  /** Returns the workflow and those it goes on with, the latest first. */
  private List<CallId> chain(CallId id) {
    var chain = new ArrayList<CallId>();
    var at = Optional.of(id);
    while (at.isPresent() && workflows.containsKey(at.get()) && !chain.contains(at.get())) {
      chain.add(at.get());
      at = resumed(at.get());
    }
    return chain;
  }

  private Optional<CallId> resumed(CallId id) {
    var kept = workflows.get(id);
    return kept == null
        ? Optional.empty()
        : kept.definition().input().string(RESUME).filter(name -> !name.isEmpty()).map(CallId::new);
  }

  /** Returns the workflows, other than this one, that can be gone on with. */
  synchronized Set<String> resumable(CallId except) {
    var ids = new TreeSet<String>();
    for (var id : workflows.keySet()) if (!id.equals(except)) ids.add(id.value());
    return ids;
  }

  /** Returns the input that says what the steps are, if the workflow is still known. */
  synchronized Optional<Json.Obj> definition(CallId id) {
    for (var link : chain(id)) {
      var kept = workflows.get(link);
      if (kept == null) continue;
      var input = kept.definition().input();
      if (input.has("steps") || input.has(SCRIPT)) return Optional.of(input);
    }
    return Optional.empty();
  }

  /** Returns a call that was made under exactly that id. */
  synchronized Optional<Made> made(CallId workflow, String name) {
    var kept = workflows.get(workflow);
    return kept == null ? Optional.empty() : Optional.ofNullable(kept.made().get(name));
  }

  /** Returns what the script of the workflow takes for the present, once it has begun. */
  synchronized Optional<Instant> clock(CallId workflow) {
    return chain(workflow).stream()
        .flatMap(id -> Optional.ofNullable(clocks.get(id)).stream())
        .findFirst();
  }

  /** Returns the last call with that name in the workflow or those it goes on with. */
  synchronized Optional<Made> recorded(CallId workflow, String name) {
    for (var link : chain(workflow)) {
      var found = made(link, name);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  /** Returns the last attempt at the same call in the workflow or those it goes on with. */
  synchronized Optional<Made> earlier(CallId workflow, String name, String tool, Json.Obj input) {
    for (var link : chain(workflow)) {
      var found = last(link, name, tool, input);
      if (found != null) return Optional.of(found);
    }
    return Optional.empty();
  }

  private @Nullable Made last(CallId workflow, String name, String tool, Json.Obj input) {
    var kept = workflows.get(workflow);
    if (kept == null) return null;
    Made last = null;
    for (var entry : kept.made().entrySet()) {
      var same = entry.getKey().equals(name) || entry.getKey().startsWith(name + "~");
      if (same && entry.getValue().isSame(tool, input)) last = entry.getValue();
    }
    return last;
  }

  /** Returns the calls of workflows whose end is not recorded. */
  synchronized List<CallId> open() {
    var open = new ArrayList<CallId>();
    for (var kept : workflows.values()) {
      for (var made : kept.made().values()) {
        if (made.result().isEmpty()) open.add(made.call().id());
      }
    }
    return open;
  }

  /** Returns what to say of a workflow that Jackdaw's own end stopped, if it is one. */
  synchronized Optional<ToolResult> lost(CallId id, Blobs blobs) {
    var kept = workflows.get(id);
    var definition = definition(id);
    if (kept == null || definition.isEmpty()) return Optional.empty();
    var script = definition.get().has(SCRIPT);
    var lines = script ? calls(kept, blobs) : steps(definition.get(), kept, blobs);
    var doubt = kept.made().values().stream().anyMatch(Made::isInDoubt);
    var text =
        "Interrupted: Jackdaw ended while this workflow ran.\n"
            + String.join("\n", lines)
            + "\nGo on with {\"resume\":\""
            + id
            + "\"}: what succeeded is not run again."
            + (doubt
                ? " What is in doubt is not run again either: check it, then resume with \""
                    + (script ? SCRIPT : "steps")
                    + "\" in which it is left out or changed."
                : "");
    return Optional.of(
        ToolResult.of(doubt ? Status.IN_DOUBT : Status.CANCELLED, text, Label.JACKDAW));
  }

  private static List<String> steps(Json.Obj definition, Kept kept, Blobs blobs) {
    var lines = new ArrayList<String>();
    for (var step : definition.array("steps")) {
      if (!(step instanceof Json.Obj object)) continue;
      var name = object.string("id", "");
      var before = lines.size();
      for (var entry : kept.made().entrySet()) {
        if (!stepOf(entry.getKey()).equals(name)) continue;
        lines.add(
            entry.getKey() + " " + object.string("tool", "") + ": " + end(entry.getValue(), blobs));
      }
      if (lines.size() == before) {
        lines.add(name + " " + object.string("tool", "") + ": no call made");
      }
    }
    return lines;
  }

  /** Of many calls the last are told: what went before them succeeded as a rule. */
  private static List<String> calls(Kept kept, Blobs blobs) {
    var lines = new ArrayList<String>();
    kept.made()
        .forEach(
            (name, made) -> lines.add(name + " " + made.call().tool() + ": " + end(made, blobs)));
    if (lines.isEmpty()) return List.of("Its script made no call.");
    var more = lines.size() - TOLD_CALLS;
    if (more <= 0) return lines;
    var told = new ArrayList<>(lines.subList(more, lines.size()));
    told.addFirst(more + " calls before these");
    return told;
  }

  private static String stepOf(String name) {
    return name.split("[.~]", 2)[0];
  }

  private static String end(Made made, Blobs blobs) {
    if (made.idempotency().isEmpty() && made.result().isEmpty()) return "not run";
    if (made.isInDoubt()) return "in doubt, it may have taken effect";
    if (made.result().isEmpty()) return "stopped while it ran; it is safe to run again";
    var result = made.result().get();
    var word =
        switch (result.status()) {
          case OK -> "ok";
          case FAILED -> "failed";
          case INVALID -> "invalid";
          case REFUSED -> "refused";
          case CANCELLED -> "not run";
          case TIMED_OUT -> "timed out";
          case IN_DOUBT -> "stopped while it ran; it is safe to run again";
        };
    return word + (result.status() == Status.IN_DOUBT ? "" : handle(result.text(), blobs));
  }

  private static String handle(String text, Blobs blobs) {
    if (text.isBlank()) return "";
    try {
      return ", " + store(text, blobs).reference();
    } catch (IOException _) {
      return "";
    }
  }

  static Blobs.Handle store(String text, Blobs blobs) throws IOException {
    try (var sink = blobs.create()) {
      sink.write(text.getBytes(StandardCharsets.UTF_8));
      return sink.commit();
    }
  }
}
