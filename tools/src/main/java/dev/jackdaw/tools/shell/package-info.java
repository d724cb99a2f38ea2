/**
 * Runs shell commands: in a clean environment, as a process tree that can be ended whole, with
 * output that is shown as it comes, kept entire and given to the model in part.
 */
@NullMarked
package dev.jackdaw.tools.shell;

import org.jspecify.annotations.NullMarked;
