/** MCP servers of a session and of the command line: found, started, talked to. */
@NullMarked
package dev.jackdaw.cli.mcp;

import org.jspecify.annotations.NullMarked;
