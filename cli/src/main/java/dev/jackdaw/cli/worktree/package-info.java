/** Copies of the checkout in which sub-agents work by themselves, and the way back. */
@NullMarked
package dev.jackdaw.cli.worktree;

import org.jspecify.annotations.NullMarked;
