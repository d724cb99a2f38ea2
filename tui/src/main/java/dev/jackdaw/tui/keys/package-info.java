/** Which key does what: one table, from which the help is made, and the user's changes to it. */
@NullMarked
package dev.jackdaw.tui.keys;

import org.jspecify.annotations.NullMarked;
