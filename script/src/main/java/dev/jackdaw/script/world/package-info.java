/**
 * The process in which a script runs. It knows GraalJS, and nothing of Jackdaw but its two pipes.
 */
@NullMarked
package dev.jackdaw.script.world;

import org.jspecify.annotations.NullMarked;
