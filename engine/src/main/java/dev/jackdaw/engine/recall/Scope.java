package dev.jackdaw.engine.recall;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.TurnId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which events of an agent may be recalled. What a person took back is not shown to the model any
 * more, whoever asks. Where something was folded, a search looks there alone: the rest is in view,
 * and the words of the question would find themselves. Hears the whole journal once before it is
 * asked.
 */
final class Scope implements Consumer<Occurrence> {
  private record Span(long from, long to) {}

  private record Folded(long number, Fold fold) {}

  private final AgentId agent;
  private final List<Long> prompts = new ArrayList<>();
  private final List<Span> rewound = new ArrayList<>();
  private final List<Folded> folds = new ArrayList<>();
  private final Set<Long> shortened = new HashSet<>();
  private final Set<CallId> elided = new HashSet<>();
  private long last;
  private long from;
  private long to = Long.MAX_VALUE;
  private int through = Integer.MAX_VALUE;
  private boolean inView;

  Scope(AgentId agent) {
    this.agent = agent;
  }

  @Override
  public void accept(Occurrence occurrence) {
    last = occurrence.sequence();
    if (!occurrence.agent().equals(agent)) return;
    switch (occurrence.event()) {
      case Event.PromptSubmitted prompt when !prompt.steering() ->
          prompts.add(occurrence.sequence());
      case Event.ConversationRewound(var kept) -> rewind(kept, occurrence.sequence());
      case Event.ContextFolded(var fold) -> folds.add(new Folded(occurrence.sequence(), fold));
      case Event.ContextUnfolded(var number) ->
          folds.removeIf(folded -> folded.fold().number() == number);
      default -> {}
    }
  }

  private void rewind(int kept, long at) {
    if (kept >= prompts.size()) return;
    long from = prompts.get(kept);
    rewound.add(new Span(from, at));
    folds.removeIf(folded -> folded.number() >= from);
    prompts.subList(kept, prompts.size()).clear();
  }

  /** Returns the number of the last event. */
  long last() {
    return last;
  }

  boolean isFolded() {
    return !folds.isEmpty();
  }

  /** Leaves only these numbers, both included. */
  void narrow(long first, long end) {
    from = first;
    to = end;
  }

  /** Leaves only what was folded, if anything was. */
  void narrowToFolded() {
    if (folds.isEmpty()) return;
    through = 0;
    for (var folded : folds) {
      through = Math.max(through, folded.fold().through());
      for (var text : folded.fold().shortened()) shortened.add(text.number());
      for (var call : folded.fold().elided()) elided.add(call.call());
    }
  }

  /** Tells that a reply follows, and what belongs to it. */
  void at(TurnId turn) {
    inView = turn.number() > through;
  }

  /** What is in view with less text counts as not in view. */
  boolean holds(long number) {
    return (!inView || shortened.contains(number)) && isInRange(number);
  }

  /** The same for a call of the reply with this number. */
  boolean holds(long number, CallId call) {
    return (!inView || elided.contains(call)) && isInRange(number);
  }

  private boolean isInRange(long number) {
    if (number < from || number > to) return false;
    for (var span : rewound) if (number >= span.from() && number <= span.to()) return false;
    return true;
  }
}
