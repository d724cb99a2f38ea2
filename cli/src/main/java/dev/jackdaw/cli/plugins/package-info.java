/**
 * Plugins: skills, commands, agents, styles, hooks and servers that come together, once approved.
 */
@NullMarked
package dev.jackdaw.cli.plugins;

import org.jspecify.annotations.NullMarked;
