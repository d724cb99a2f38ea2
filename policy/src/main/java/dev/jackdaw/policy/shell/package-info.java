/**
 * Reads shell lines as far as they are plain, and matches them against rules. What is not
 * understood is never allowed by a rule; it only decides whether to ask, containment is elsewhere.
 */
@NullMarked
package dev.jackdaw.policy.shell;

import org.jspecify.annotations.NullMarked;
