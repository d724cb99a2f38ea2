/** {@code jackdaw undo} and {@code jackdaw redo}. */
@NullMarked
package dev.jackdaw.cli.undo;

import org.jspecify.annotations.NullMarked;
