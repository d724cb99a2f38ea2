/** Pictures of screens. */
@NullMarked
package dev.jackdaw.tui.picture;

import org.jspecify.annotations.NullMarked;
