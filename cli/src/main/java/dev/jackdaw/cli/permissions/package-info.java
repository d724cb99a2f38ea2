/** The policy of a folder, and the commands that ask it instead of waiting for a model to. */
@org.jspecify.annotations.NullMarked
package dev.jackdaw.cli.permissions;
