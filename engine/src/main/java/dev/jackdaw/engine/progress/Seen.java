package dev.jackdaw.engine.progress;

import java.util.Optional;

/**
 * A step beside what came before it.
 *
 * @param polls it waits for something, or looks once more after such a wait
 * @param changes it may have changed something, so that what was done before may end differently
 * @param getsOn it brought something new: a content, a result, a step of the plan, or a command
 *     that may have changed a file
 * @param swinging a file that it brought back to an earlier content once too often
 */
record Seen(
    Step step,
    Signature signature,
    boolean polls,
    boolean changes,
    boolean getsOn,
    Optional<String> swinging) {}
