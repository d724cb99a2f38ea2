package dev.jackdaw.tui.ask;

import dev.jackdaw.api.Question;

/**
 * A question that waits.
 *
 * @param number as {@link dev.jackdaw.api.Session#answer} takes it
 * @param from the name of the sub-agent that asks; empty for the main agent
 */
public record Asked(long number, Question question, String from) {}
