/** Workflows written in JavaScript: what Jackdaw's own process does for them. */
@NullMarked
package dev.jackdaw.script;

import org.jspecify.annotations.NullMarked;
