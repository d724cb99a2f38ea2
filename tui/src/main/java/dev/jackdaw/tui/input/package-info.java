/** What the terminal tells: keys, pastes, focus, size. */
@NullMarked
package dev.jackdaw.tui.input;

import org.jspecify.annotations.NullMarked;
