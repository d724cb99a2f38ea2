package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import java.util.Comparator;
import java.util.List;

/**
 * A session in time. Times are those of the journal, made to never run backwards; a journal that is
 * torn gives a timeline that ends there.
 *
 * @param title the session's name, else its first prompt
 * @param away when no task was under way
 */
public record Timeline(
    SessionId session,
    String title,
    String directory,
    Span span,
    List<Lane> lanes,
    List<Span> away,
    Totals totals) {
  public Timeline {
    lanes = List.copyOf(lanes);
    away = List.copyOf(away);
  }

  /** Reads the journal, once. */
  public static Timeline of(Journal journal) {
    return of(journal, (_, _) -> "");
  }

  /** Reads the journal, once, with the differences that steps made where their calls tell none. */
  public static Timeline of(Journal journal, Differences differences) {
    var reading = new Reading(journal.session(), differences);
    journal.replay(reading::add);
    return reading.timeline();
  }

  /** Knows what steps changed. */
  @FunctionalInterface
  public interface Differences {
    /**
     * Returns it as unified differences; empty when it is not known.
     *
     * @param directory that of the session
     */
    String of(String directory, Checkpoints.Found found);
  }

  /** Returns what took time, of all agents, in the order of its numbers. */
  List<Entry.Bar> bars() {
    return lanes.stream()
        .flatMap(lane -> lane.entries().stream())
        .filter(Entry.Bar.class::isInstance)
        .map(Entry.Bar.class::cast)
        .sorted(Comparator.comparingInt(Entry.Bar::number))
        .toList();
  }
}
