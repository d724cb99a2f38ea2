/** Compares and merges texts line by line. */
@NullMarked
package dev.jackdaw.api.text;

import org.jspecify.annotations.NullMarked;
