/** Which of the sandboxes a machine has is taken. */
@NullMarked
package dev.jackdaw.sandbox.rung;

import org.jspecify.annotations.NullMarked;
