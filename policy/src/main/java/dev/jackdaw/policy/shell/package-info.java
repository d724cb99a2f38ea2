/**
 * Reads shell lines as far as they are plain, matches them against rules, and tells what they do
 * where that is certain. What is not understood is never allowed; it only decides whether to ask,
 * containment is elsewhere.
 */
@NullMarked
package dev.jackdaw.policy.shell;

import org.jspecify.annotations.NullMarked;
