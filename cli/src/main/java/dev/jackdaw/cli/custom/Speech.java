package dev.jackdaw.cli.custom;

import dev.jackdaw.api.Block;
import dev.jackdaw.cli.styles.OutputStyle;
import dev.jackdaw.cli.styles.Styles;
import java.util.List;
import java.util.Optional;

/**
 * The output style in force. One that is chosen in a session is told at once, and stands at the
 * beginning of what the agent is told from the next fold on. Thread-safe.
 */
public final class Speech {
  private Optional<OutputStyle> style = Optional.empty();
  private boolean told = true;

  /** A session begins with it. */
  public synchronized void begin(Optional<OutputStyle> chosen) {
    style = chosen;
  }

  /** Somebody wants another. */
  synchronized void choose(Optional<OutputStyle> chosen) {
    if (style.equals(chosen)) return;
    style = chosen;
    told = false;
  }

  synchronized String name() {
    return style.map(OutputStyle::name).orElse(Styles.DEFAULT);
  }

  /** Returns what an agent is told from its beginning. */
  public synchronized Optional<Block.Text> orders() {
    return style.map(OutputStyle::orders);
  }

  /** Returns what is to be said of a change, once. */
  public synchronized List<String> notices() {
    if (told) return List.of();
    told = true;
    return List.of(
        style
            .map(chosen -> "From now on: " + chosen.orders().text())
            .orElse("From now on no output style is in force: talk in your usual way."));
  }
}
