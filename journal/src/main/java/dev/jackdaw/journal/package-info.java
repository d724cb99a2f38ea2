/** Remembers: the append-only event store of a session, its blobs, and what can be made of them. */
@NullMarked
package dev.jackdaw.journal;

import org.jspecify.annotations.NullMarked;
