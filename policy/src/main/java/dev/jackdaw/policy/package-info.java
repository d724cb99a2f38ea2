/** Decides whether a call may run. Changes nothing. */
@NullMarked
package dev.jackdaw.policy;

import org.jspecify.annotations.NullMarked;
