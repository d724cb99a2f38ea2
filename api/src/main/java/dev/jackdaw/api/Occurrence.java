package dev.jackdaw.api;

import java.time.Instant;

/**
 * An event with its circumstances.
 *
 * @param sequence its number in the journal, counting from 1; 0 for an event that is not kept
 * @param agent whose event it is
 */
public record Occurrence(long sequence, Instant time, AgentId agent, Event event) {}
