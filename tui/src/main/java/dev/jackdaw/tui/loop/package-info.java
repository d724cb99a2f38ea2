/** The one thread that owns the screen: what it is told, by keys, signals and sessions. */
@NullMarked
package dev.jackdaw.tui.loop;

import org.jspecify.annotations.NullMarked;
