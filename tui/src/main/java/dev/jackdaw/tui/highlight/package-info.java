/** Marks the words of programming languages, line by line. */
@NullMarked
package dev.jackdaw.tui.highlight;

import org.jspecify.annotations.NullMarked;
