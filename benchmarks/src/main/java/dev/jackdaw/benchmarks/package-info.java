/** Measurements of whole processes and of single pieces. */
@NullMarked
package dev.jackdaw.benchmarks;

import org.jspecify.annotations.NullMarked;
