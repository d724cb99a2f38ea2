package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a list of sessions shows.
 *
 * @param title the name it was given, else the beginning of its first prompt, else empty; one line
 * @param directory its working directory
 * @param lastActivity when its last event was kept
 * @param turns of the main agent
 * @param bytes of its file, without bodies
 */
public record SessionSummary(
    SessionId id,
    String title,
    String directory,
    Instant started,
    Instant lastActivity,
    int turns,
    long bytes,
    Optional<SessionId> forkedFrom) {}
