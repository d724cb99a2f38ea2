/** Types of Java as JSON: their schema, how values are read, and how they are written. */
@NullMarked
package dev.jackdaw.embed.shape;

import org.jspecify.annotations.NullMarked;
