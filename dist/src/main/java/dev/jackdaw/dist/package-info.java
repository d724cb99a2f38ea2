/** Prepares an installation: the rehearsal from which the JVM learns what a start needs. */
@NullMarked
package dev.jackdaw.dist;

import org.jspecify.annotations.NullMarked;
