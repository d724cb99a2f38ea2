/** Questions as cards that can be answered with understanding, and never by accident. */
@NullMarked
package dev.jackdaw.tui.ask;

import org.jspecify.annotations.NullMarked;
