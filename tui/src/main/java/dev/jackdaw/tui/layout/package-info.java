/** Lays text out in lines of a width. */
@NullMarked
package dev.jackdaw.tui.layout;

import org.jspecify.annotations.NullMarked;
