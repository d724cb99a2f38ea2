/** The terminal front end: drives a session and knows nothing behind it. */
@NullMarked
package dev.jackdaw.tui;

import org.jspecify.annotations.NullMarked;
