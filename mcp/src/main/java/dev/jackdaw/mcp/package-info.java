/** Servers of the Model Context Protocol: their life, and their tools as tools of a session. */
@NullMarked
package dev.jackdaw.mcp;

import org.jspecify.annotations.NullMarked;
