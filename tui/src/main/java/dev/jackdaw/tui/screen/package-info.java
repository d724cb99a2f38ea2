/** What is written to a terminal so that it shows what it should, with as few bytes as can be. */
@NullMarked
package dev.jackdaw.tui.screen;

import org.jspecify.annotations.NullMarked;
