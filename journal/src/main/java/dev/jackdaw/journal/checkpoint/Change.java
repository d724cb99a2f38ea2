package dev.jackdaw.journal.checkpoint;

/**
 * What a step did at one path.
 *
 * @param path absolute, as {@link RawName} writes it
 */
record Change(String path, Node before, Node after) {}
