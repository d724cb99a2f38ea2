package dev.jackdaw.cli.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * A command that is run at a moment of a session.
 *
 * @param event the name of the moment
 * @param matcher what it is run for; empty for all
 * @param command a line for the shell
 * @param timeout how long it may take, when that was said
 * @param sandboxed whether it is confined although it is the user's own
 * @param failsClosed whether what it cannot say counts as a no
 */
public record HookSetting(
    String event,
    String matcher,
    String command,
    Optional<Duration> timeout,
    boolean sandboxed,
    boolean failsClosed,
    Origin origin) {}
