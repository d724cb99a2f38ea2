package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;

/**
 * A place where a text was found.
 *
 * @param sequence the event's number in the session
 * @param excerpt the text around it, in one line
 */
public record SearchHit(SessionId session, long sequence, String excerpt) {}
