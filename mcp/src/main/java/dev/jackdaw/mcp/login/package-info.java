/** Logging in to servers over OAuth 2.1, as the protocol's chapter on authorization has it. */
@NullMarked
package dev.jackdaw.mcp.login;

import org.jspecify.annotations.NullMarked;
