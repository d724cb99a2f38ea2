package dev.jackdaw.journal.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Gives everything that took time its number, calls their wholes, and lanes their order. */
final class Numbering {
  private static final Comparator<Draft> BY_START = Comparator.comparing(d -> d.span().from());

  private final Collection<LaneDraft> lanes;
  private final IdentityHashMap<Draft, Integer> numbers = new IdentityHashMap<>();

  Numbering(Collection<LaneDraft> lanes) {
    this.lanes = lanes;
  }

  List<Lane> lanes() {
    for (var lane : lanes) {
      lane.calls().forEach(call -> lane.whole(call.call).ifPresent(call::belongsTo));
    }
    number();
    new Overlaps(lanes).find();
    return lanes.stream().map(this::lane).toList();
  }

  private void number() {
    var all = lanes.stream().flatMap(lane -> lane.drafts().stream()).sorted(BY_START).toList();
    for (var draft : all) {
      switch (draft) {
        case CallDraft call -> call.number = next(draft);
        case Draft.Done(Entry.Mark _) -> {}
        case Draft.Done _ -> next(draft);
      }
    }
  }

  private int next(Draft draft) {
    numbers.put(draft, numbers.size() + 1);
    return numbers.size();
  }

  /** The steps of a call follow it, whatever else began between them. */
  private Lane lane(LaneDraft lane) {
    var steps = new HashMap<CallDraft, List<CallDraft>>();
    var entries = new ArrayList<Entry>();
    var sorted = lane.drafts().stream().sorted(BY_START).toList();
    for (var draft : sorted) {
      if (draft instanceof CallDraft call && call.whole != null) {
        steps.computeIfAbsent(call.whole, _ -> new ArrayList<>()).add(call);
      }
    }
    for (var draft : sorted) {
      switch (draft) {
        case CallDraft call -> {
          if (call.whole == null) add(call, steps, entries);
        }
        case Draft.Done(var entry) -> entries.add(numbered(draft, entry));
      }
    }
    var startedBy = lane.startedBy == null ? 0 : lane.startedBy.number;
    return new Lane(lane.agent, lane.description, startedBy, entries);
  }

  private static void add(
      CallDraft call, Map<CallDraft, List<CallDraft>> steps, List<Entry> entries) {
    entries.add(call.entry());
    for (var step : steps.getOrDefault(call, List.of())) add(step, steps, entries);
  }

  private Entry numbered(Draft draft, Entry entry) {
    return switch (entry) {
      case Entry.Mark mark -> mark;
      case Entry.Reply reply -> reply.numbered(numbers.getOrDefault(draft, 0));
      case Entry.SideJob job -> job.numbered(numbers.getOrDefault(draft, 0));
      case Entry.Call call -> call;
    };
  }
}
