/** Hooks that are commands: what they are told, how they are run, what their answers mean. */
@NullMarked
package dev.jackdaw.cli.hooks;

import org.jspecify.annotations.NullMarked;
