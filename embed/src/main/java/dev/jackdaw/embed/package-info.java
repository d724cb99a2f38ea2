/**
 * Agents in a program of one's own: {@link dev.jackdaw.embed.Jackdaw#builder()} is where to start.
 */
@NullMarked
package dev.jackdaw.embed;

import org.jspecify.annotations.NullMarked;
