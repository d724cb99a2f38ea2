/** What went wrong, why, and what a person can do about it. */
@NullMarked
package dev.jackdaw.tui.trouble;

import org.jspecify.annotations.NullMarked;
