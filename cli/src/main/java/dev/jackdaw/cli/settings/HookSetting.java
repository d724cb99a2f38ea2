package dev.jackdaw.cli.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done at a moment of a session.
 *
 * @param event the name of the moment
 * @param matcher what it is run for; empty for all
 * @param timeout how long it may take, when that was said
 * @param sandboxed whether it is confined although it is the user's own
 * @param failsClosed whether what it cannot say counts as a no
 */
public record HookSetting(
    String event,
    String matcher,
    HookDeed deed,
    Optional<Duration> timeout,
    boolean sandboxed,
    boolean failsClosed,
    Origin origin) {
  /** Returns what is to be known of what it does, in a line. */
  public String shown() {
    return deed.shown();
  }
}
