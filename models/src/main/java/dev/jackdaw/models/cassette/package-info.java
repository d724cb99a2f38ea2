/** Keeps the traffic with models in a file, and answers from it later. */
@NullMarked
package dev.jackdaw.models.cassette;

import org.jspecify.annotations.NullMarked;
