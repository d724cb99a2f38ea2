package dev.jackdaw.engine;

import dev.jackdaw.api.Block;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an agent knows of the date. The one in its system text stays as it was when the session
 * began, because all behind it would have to be read anew; that another day has come is told as a
 * notice. Used by one thread.
 */
final class Today {
  private static final String BEFORE = "\n- date: ";
  private static final String BEHIND = " (UTC)\n";

  private final InstantSource clock;
  private String told = "";

  Today(InstantSource clock) {
    this.clock = clock;
  }

  /** The date in UTC: reading the rules of time zones costs 12 ms before the first request. */
  static LocalDate of(InstantSource clock) {
    return LocalDate.ofEpochDay(Math.floorDiv(clock.instant().getEpochSecond(), 86_400L));
  }

  /** Returns the line about the date, without the line break before it. */
  static String line(InstantSource clock) {
    return BEFORE.strip() + " " + of(clock) + BEHIND;
  }

  /**
   * Takes in a system text.
   *
   * @param before what the agent was told in an earlier process
   * @return that one when nothing but the date is new, else the text as it is now
   */
  List<Block.Text> tell(List<Block.Text> before, List<Block.Text> now) {
    var chosen = timeless(before).equals(timeless(now)) ? before : now;
    told = chosen.isEmpty() ? "" : date(chosen.getLast().text());
    return chosen;
  }

  private static List<Block.Text> timeless(List<Block.Text> system) {
    if (system.isEmpty()) return system;
    var parts = new ArrayList<>(system);
    var last = parts.removeLast();
    var date = date(last.text());
    parts.add(new Block.Text(last.text().replace(BEFORE + date + BEHIND, BEFORE), last.label()));
    return parts;
  }

  private static String date(String facts) {
    var at = facts.indexOf(BEFORE);
    var end = facts.indexOf(BEHIND, Math.max(0, at));
    return at < 0 || end < 0 ? "" : facts.substring(at + BEFORE.length(), end);
  }

  /** Returns what to say when another day has come since the agent was last told. */
  Optional<String> notice() {
    var date = of(clock).toString();
    if (told.isEmpty() || told.equals(date)) return Optional.empty();
    told = date;
    return Optional.of("Another day has come: today is " + date + " (UTC).");
  }
}
