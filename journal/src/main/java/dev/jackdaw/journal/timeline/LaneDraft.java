package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one agent did, while the journal is read. Not thread-safe. */
final class LaneDraft {
  final AgentId agent;
  String description = "";
  @Nullable CallDraft startedBy;

  /** In the order in which they were heard of. */
  private final List<Draft> drafts = new ArrayList<>();

  private final Map<CallId, CallDraft> byId = new HashMap<>();

  /** Since when the agent could have asked its model. */
  Instant ready;

  /** When its last reply was there; no reply begins before. */
  Instant replied;

  /** When a question could have come up: since the reply, or since the answer before. */
  Instant asking;

  LaneDraft(AgentId agent, Instant now) {
    this.agent = agent;
    ready = now;
    replied = now;
    asking = now;
  }

  /** Returns the call of that name; a name that is used again means another call. */
  CallDraft call(CallId id, TurnId turn, Instant now) {
    var known = byId.get(id);
    return known == null ? begin(id, turn, now) : known;
  }

  CallDraft unfinished(CallId id, TurnId turn, Instant now) {
    var known = byId.get(id);
    return known == null || known.ending.isPresent() ? begin(id, turn, now) : known;
  }

  CallDraft begin(CallId id, TurnId turn, Instant now) {
    var draft = new CallDraft(this, id, turn, now);
    byId.put(id, draft);
    drafts.add(draft);
    return draft;
  }

  /** Returns the call that has the name, with which the names of its steps begin. */
  Optional<CallDraft> whole(CallId step) {
    var slash = step.value().lastIndexOf('/');
    while (slash > 0) {
      var whole = byId.get(new CallId(step.value().substring(0, slash)));
      if (whole != null) return Optional.of(whole);
      slash = step.value().lastIndexOf('/', slash - 1);
    }
    return Optional.empty();
  }

  Optional<CallDraft> find(CallId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the call that started last of those that still run. */
  Optional<CallDraft> lastRunning() {
    CallDraft last = null;
    for (var call : byId.values()) {
      var since = call.runningSince();
      if (since == null) continue;
      var other = last == null ? null : last.runningSince();
      if (other == null || since.isAfter(other)) last = call;
    }
    return Optional.ofNullable(last);
  }

  void add(Entry entry) {
    drafts.add(new Draft.Done(entry));
  }

  List<Draft> drafts() {
    return drafts;
  }

  Stream<CallDraft> calls() {
    return drafts.stream().filter(CallDraft.class::isInstance).map(CallDraft.class::cast);
  }

  /** Ends what is running. */
  void cut(Instant now) {
    calls().forEach(call -> call.cut(now));
  }

  /** Ends what the process that is gone was running; what comes now began in the new one. */
  void resumed(Instant before, Instant now) {
    cut(before);
    ready = now;
    replied = now;
    asking = now;
  }
}
