/** Runs a session without a screen: where prompts come from, and in which form results go out. */
@NullMarked
package dev.jackdaw.cli.run;

import org.jspecify.annotations.NullMarked;
