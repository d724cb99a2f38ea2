/**
 * A session as the lines of {@code stream-json}: one JSON object per line, in the shape that the
 * wrappers of other agents already parse.
 */
@NullMarked
package dev.jackdaw.wire.stream;

import org.jspecify.annotations.NullMarked;
