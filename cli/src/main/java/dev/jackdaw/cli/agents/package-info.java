/** Kinds of sub-agents that users and projects define. */
@NullMarked
package dev.jackdaw.cli.agents;

import org.jspecify.annotations.NullMarked;
