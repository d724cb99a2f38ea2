/** The command line: one table of commands and options, and all that derives from it. */
@NullMarked
package dev.jackdaw.cli.options;

import org.jspecify.annotations.NullMarked;
