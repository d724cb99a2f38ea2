/** Which servers there are and how to reach them, as users, projects and other agents write it. */
@NullMarked
package dev.jackdaw.mcp.config;

import org.jspecify.annotations.NullMarked;
