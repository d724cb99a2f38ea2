/** The agent loop: asks the model, runs its calls, keeps the journal. */
@NullMarked
package dev.jackdaw.engine;

import org.jspecify.annotations.NullMarked;
