/** Judges paths by their names: rule patterns, and names that are never ordinary files. */
@NullMarked
package dev.jackdaw.policy.names;

import org.jspecify.annotations.NullMarked;
