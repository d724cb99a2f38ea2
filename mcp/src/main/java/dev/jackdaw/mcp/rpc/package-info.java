/** JSON-RPC 2.0 with a server over any transport: who asked what, and what became of it. */
@NullMarked
package dev.jackdaw.mcp.rpc;

import org.jspecify.annotations.NullMarked;
