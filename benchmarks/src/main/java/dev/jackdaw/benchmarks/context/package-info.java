/** What policies for a model's context cost, and what they forget, without asking a model. */
@NullMarked
package dev.jackdaw.benchmarks.context;

import org.jspecify.annotations.NullMarked;
