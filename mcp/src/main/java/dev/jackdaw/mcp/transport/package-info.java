/** The ways messages go to a server and come back: a process's pipes, or HTTP. */
@NullMarked
package dev.jackdaw.mcp.transport;

import org.jspecify.annotations.NullMarked;
