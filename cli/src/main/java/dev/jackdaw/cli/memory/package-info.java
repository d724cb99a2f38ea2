/** {@code jackdaw memory …}: which memory files are in force, and what becomes of their text. */
@NullMarked
package dev.jackdaw.cli.memory;

import org.jspecify.annotations.NullMarked;
