/** Choosing between themes, and what they look like on an example. */
@NullMarked
package dev.jackdaw.tui.themes;

import org.jspecify.annotations.NullMarked;
