/**
 * The vocabulary of {@code dev.jackdaw.api} as JSON, each released shape pinned by a golden file.
 */
@NullMarked
package dev.jackdaw.wire;

import org.jspecify.annotations.NullMarked;
