/**
 * JSON as values: a small strict reader, a writer, and nothing that reflects. It is our own because
 * every boundary needs it, {@code api} carries no dependency, and it stands on the start-up path.
 */
@NullMarked
package dev.jackdaw.api.json;

import org.jspecify.annotations.NullMarked;
