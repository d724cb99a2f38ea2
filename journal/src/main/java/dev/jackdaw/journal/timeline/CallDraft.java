package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A call while the journal is read. Not thread-safe. */
final class CallDraft implements Draft {
  private final LaneDraft lane;
  final CallId call;
  final TurnId turn;

  /** When it was first heard of; of a call that never ran, when it ended. */
  private Instant point;

  private final List<Span> waits = new ArrayList<>();
  private final List<Span> runs = new ArrayList<>();
  private @Nullable Instant started;

  String tool = "";
  String subject = "";
  String input = "";
  List<Effect> effects = List.of();
  Optional<Decision> decision = Optional.empty();
  Optional<Entry.Ending> ending = Optional.empty();
  final List<Checkpoints.Found> changes = new ArrayList<>();

  int number;
  @Nullable CallDraft whole;
  boolean isWhole;
  final Set<Integer> beside = new TreeSet<>();
  boolean besideMore;

  CallDraft(LaneDraft lane, CallId call, TurnId turn, Instant now) {
    this.lane = lane;
    this.call = call;
    this.turn = turn;
    this.point = now;
  }

  void waited(Span span) {
    waits.add(span);
  }

  void started(Instant now) {
    cut(now);
    started = now;
  }

  @Nullable Instant runningSince() {
    return started;
  }

  boolean hasRun() {
    return !runs.isEmpty();
  }

  /** Ends what is running because the process, or the journal, ended. */
  void cut(Instant now) {
    if (started != null) runs.add(new Span(started, now));
    started = null;
  }

  void ran(Span span) {
    runs.add(span);
    started = null;
  }

  void ended(Instant now) {
    if (runs.isEmpty() && waits.isEmpty()) point = now;
  }

  void belongsTo(CallDraft other) {
    whole = other;
    other.isWhole = true;
  }

  /** Returns the call of which this one is a part, as its step or through its sub-agent. */
  @Nullable CallDraft above() {
    return whole == null ? lane.startedBy : whole;
  }

  List<Span> runs() {
    return runs;
  }

  List<Span> waits() {
    return waits;
  }

  /** Returns when it worked, without the time it waited for a person. */
  List<Span> work() {
    return Span.minus(runs, waits);
  }

  @Override
  public Span span() {
    var from = point;
    var to = point;
    var all = new ArrayList<>(waits);
    all.addAll(runs);
    if (!all.isEmpty()) {
      from = all.stream().map(Span::from).min(Instant::compareTo).get();
      to = all.stream().map(Span::to).max(Instant::compareTo).get();
    }
    return new Span(from, to);
  }

  Entry.Call entry() {
    return new Entry.Call(
        number,
        turn,
        call,
        Optional.ofNullable(whole).map(it -> it.call),
        tool,
        subject,
        input,
        span(),
        waits,
        runs,
        effects,
        decision,
        isWhole,
        ending,
        List.copyOf(beside),
        besideMore);
  }
}
