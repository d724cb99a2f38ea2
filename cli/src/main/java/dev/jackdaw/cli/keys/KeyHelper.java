package dev.jackdaw.cli.keys;

import dev.jackdaw.api.JackdawException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's own command that prints a key, as vaults and single sign-on tools offer. What it printed
 * is kept for a while and never shown. Safe for use by several threads.
 */
final class KeyHelper {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> command;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Commands commands;
  private String key = "";
  private @Nullable Instant fetched;

  KeyHelper(List<String> command, Duration lifetime, InstantSource clock, Commands commands) {
    this.command = List.copyOf(command);
    this.lifetime = lifetime;
    this.clock = clock;
    this.commands = commands;
  }

  /**
   * Returns the key, from the command when it was not asked of late.
   *
   * @throws JackdawException of kind environment when the command fails or prints no key
   */
  synchronized String key() {
    var since = fetched;
    if (since != null && clock.instant().isBefore(since.plus(lifetime))) return key;
    var ended = commands.run(command, "", PATIENCE);
    if (!ended.isSuccess()) throw failed(ended.complaint());
    var printed = ended.output().strip();
    if (printed.isEmpty()) throw failed("it printed nothing");
    if (printed.lines().count() > 1) throw failed("it printed more than one line");
    key = printed;
    fetched = clock.instant();
    return key;
  }

  /** Forgets the key; returns whether there was one that is older than this moment. */
  synchronized boolean forget() {
    if (fetched == null) return false;
    fetched = null;
    return true;
  }

  private JackdawException failed(String why) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "key-helper-failed",
        "apiKeyHelper gave no key: "
            + why
            + ". Run it by hand ("
            + String.join(" ", command)
            + "), or correct the setting apiKeyHelper.");
  }
}
