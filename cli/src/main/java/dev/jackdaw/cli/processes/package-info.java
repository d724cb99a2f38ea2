/** Starts the servers a session rests on: those of tools and those of languages. */
@NullMarked
package dev.jackdaw.cli.processes;

import org.jspecify.annotations.NullMarked;
