/** What things look like: a style for every role that text can have. */
@NullMarked
package dev.jackdaw.tui.theme;

import org.jspecify.annotations.NullMarked;
