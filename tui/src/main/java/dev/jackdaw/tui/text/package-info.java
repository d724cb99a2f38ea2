/** Text on its way to the screen: made safe, measured, broken into lines, written. */
@NullMarked
package dev.jackdaw.tui.text;

import org.jspecify.annotations.NullMarked;
