/**
 * JSON-RPC 2.0 over anything, and over two streams with one message a line: what editors, MCP
 * clients and MCP servers speak.
 */
@NullMarked
package dev.jackdaw.wire.rpc;

import org.jspecify.annotations.NullMarked;
