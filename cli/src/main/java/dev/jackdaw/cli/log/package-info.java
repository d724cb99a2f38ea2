/** The log file: what went wrong inside, with stack traces, where users need not see it. */
@NullMarked
package dev.jackdaw.cli.log;

import org.jspecify.annotations.NullMarked;
