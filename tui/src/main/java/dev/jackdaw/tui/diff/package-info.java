/** Differences between texts, drawn with line numbers and with the words that changed. */
@NullMarked
package dev.jackdaw.tui.diff;

import org.jspecify.annotations.NullMarked;
