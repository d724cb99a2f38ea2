/** Memory files: where they stand, what is in them, and what of it the model is shown. */
@NullMarked
package dev.jackdaw.engine.memory;

import org.jspecify.annotations.NullMarked;
