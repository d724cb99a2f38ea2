/** Text from elsewhere, made fit for a line of a terminal. */
@NullMarked
package dev.jackdaw.cli.text;

import org.jspecify.annotations.NullMarked;
