/** The line of the user's own at the bottom of the screen, and what it is told. */
@NullMarked
package dev.jackdaw.cli.status;

import org.jspecify.annotations.NullMarked;
