/** Confines commands by means of the operating system: it enforces and decides nothing. */
@NullMarked
package dev.jackdaw.sandbox;

import org.jspecify.annotations.NullMarked;
