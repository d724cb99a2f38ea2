/** What is different between two texts, for people. */
@NullMarked
package dev.jackdaw.engine.diff;

import org.jspecify.annotations.NullMarked;
