/** Parts of a screen: what they look like at a width, and what they make of input. */
@NullMarked
package dev.jackdaw.tui.widget;

import org.jspecify.annotations.NullMarked;
