/** Finds again, word for word, what was said and done in a conversation. */
@NullMarked
package dev.jackdaw.engine.recall;

import org.jspecify.annotations.NullMarked;
