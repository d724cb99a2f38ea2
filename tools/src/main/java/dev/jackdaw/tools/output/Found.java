package dev.jackdaw.tools.output;

/**
 * A line of an output that tells of a failure.
 *
 * @param at how many bytes of the output come before it
 */
record Found(long at, Rule.Kind kind, String line) {}
