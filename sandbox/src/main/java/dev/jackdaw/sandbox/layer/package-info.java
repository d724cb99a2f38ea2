/** Holds what a command writes in a layer over the workspace until it counts. Linux only. */
@NullMarked
package dev.jackdaw.sandbox.layer;

import org.jspecify.annotations.NullMarked;
