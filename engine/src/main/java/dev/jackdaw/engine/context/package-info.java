/** What of a conversation a model is shown, and when the older part of it is folded. */
@NullMarked
package dev.jackdaw.engine.context;

import org.jspecify.annotations.NullMarked;
