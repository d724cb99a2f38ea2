/** Slash commands that are prompts: those people write as files, and those that come along. */
@NullMarked
package dev.jackdaw.cli.commands;

import org.jspecify.annotations.NullMarked;
