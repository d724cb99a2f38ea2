/** Text of unknown origin, made fit for a page or a terminal. */
@NullMarked
package dev.jackdaw.journal.text;

import org.jspecify.annotations.NullMarked;
