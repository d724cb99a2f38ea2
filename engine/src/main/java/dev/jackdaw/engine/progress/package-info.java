/** Tells a task that gets on from one that goes in circles, by the calls that ended. */
@NullMarked
package dev.jackdaw.engine.progress;

import org.jspecify.annotations.NullMarked;
