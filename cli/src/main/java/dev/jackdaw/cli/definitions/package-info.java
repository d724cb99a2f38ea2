/** Where people put agents, skills, commands and output styles, and how such files are read. */
@NullMarked
package dev.jackdaw.cli.definitions;

import org.jspecify.annotations.NullMarked;
