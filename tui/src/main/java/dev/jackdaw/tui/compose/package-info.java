/** The place where a person writes prompts: text, keys, history, completion, what is drawn. */
@NullMarked
package dev.jackdaw.tui.compose;

import org.jspecify.annotations.NullMarked;
