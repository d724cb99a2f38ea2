/** Options, wiring and main: start reading here. */
@NullMarked
package dev.jackdaw.cli;

import org.jspecify.annotations.NullMarked;
