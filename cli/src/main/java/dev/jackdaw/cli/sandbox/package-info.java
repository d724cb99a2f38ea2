/** Finds what confinement this machine gives, and the command that tries it. */
@NullMarked
package dev.jackdaw.cli.sandbox;

import org.jspecify.annotations.NullMarked;
