/**
 * Drives sessions for an editor, over the Agent Client Protocol, version 1. Like the terminal it
 * holds a {@link dev.jackdaw.api.Session} and nothing more.
 */
@NullMarked
package dev.jackdaw.acp;

import org.jspecify.annotations.NullMarked;
