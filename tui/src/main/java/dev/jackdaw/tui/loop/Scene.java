package dev.jackdaw.tui.loop;

import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.screen.Frame;
import java.util.List;
import org.jline.utils.AttributedString;

/** What happens on a {@link Stage}. All is called by the stage's thread. */
public interface Scene {
  /** No time to wake at. */
  long NEVER = Long.MAX_VALUE;

  /** Returns the lines that are finished since the last call, each no wider than the columns. */
  List<AttributedString> finished(int columns);

  /** Returns the live part. */
  Frame draw(int columns, int rows);

  /** What was drawn is on its way, in nanoseconds as {@link System#nanoTime} counts. */
  void seen(long at);

  /**
   * The terminal told something.
   *
   * @param at when that was read
   */
  void heard(Input input, long at);

  /** The terminal answered. */
  void heard(Report report);

  /** A signal asks for the end of what is going on, as Ctrl+C does. */
  void interrupted();

  /** Returns when {@link #wake} is to be called, or {@link #NEVER}. */
  long wakeAt();

  void wake();

  boolean isOver();
}
