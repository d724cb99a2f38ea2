/**
 * JSON-RPC 2.0 over two streams, one message a line: what editors and MCP clients speak with a
 * process of theirs.
 */
@NullMarked
package dev.jackdaw.wire.rpc;

import org.jspecify.annotations.NullMarked;
