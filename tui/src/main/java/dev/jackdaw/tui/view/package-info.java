/** Views of their own: lists to choose from and texts to read, of any length. */
@NullMarked
package dev.jackdaw.tui.view;

import org.jspecify.annotations.NullMarked;
