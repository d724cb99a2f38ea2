package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Adds a timeline up. Not thread-safe. */
final class Summing {
  private static final Optional<StopReason> STOPPED = Optional.of(StopReason.INTERRUPTED);

  private final Span span;
  private final List<Span> away;
  private final int crashes;
  private final List<Span> asked = new ArrayList<>();
  private final List<Span> work = new ArrayList<>();
  private final List<Span> waits = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private double dollars;
  private boolean dollarsKnown = true;
  private int replies;
  private int calls;
  private int failedCalls;
  private int failures;
  private int reruns;
  private int interruptions;

  Summing(Span span, List<Span> away, int crashes) {
    this.span = span;
    this.away = away;
    this.crashes = crashes;
  }

  Totals of(Collection<LaneDraft> lanes, int interrupted) {
    interruptions = interrupted;
    for (var lane : lanes) lane.drafts().forEach(this::add);
    var busy = new ArrayList<>(asked);
    busy.addAll(work);
    return new Totals(
        span.length(),
        Span.sum(away),
        Span.sum(asked),
        Span.sum(work),
        Span.sum(Span.union(waits)),
        Span.sum(Span.union(busy)),
        Span.shared(busy),
        usage,
        dollars,
        dollarsKnown,
        replies,
        calls,
        failedCalls,
        failures,
        reruns,
        interruptions,
        crashes);
  }

  private void add(Draft draft) {
    switch (draft) {
      case CallDraft call -> add(call);
      case Draft.Done(Entry.Reply reply) -> add(reply);
      case Draft.Done(Entry.SideJob job) -> {
        if (!job.usage().equals(Usage.NONE)) charge(job.usage(), job.dollars());
      }
      case Draft.Done _ -> {}
    }
  }

  private void add(Entry.Reply reply) {
    asked.add(reply.span());
    if (!reply.problem().isEmpty()) {
      failures++;
      return;
    }
    replies++;
    var nothing = reply.usage().equals(Usage.NONE) && reply.stop().equals(STOPPED);
    if (!nothing) charge(reply.usage(), reply.dollars());
  }

  private void charge(Usage used, Optional<Double> price) {
    usage = usage.plus(used);
    dollars += price.orElse(0.0);
    dollarsKnown &= price.isPresent();
  }

  private void add(CallDraft call) {
    calls++;
    reruns += Math.max(0, call.runs().size() - 1);
    waits.addAll(call.waits());
    if (!call.isWhole) work.addAll(call.work());
    if (call.ending.isPresent() && call.ending.get().status() != Status.OK) failedCalls++;
  }
}
