/**
 * Remembers: the append-only event store of a session, its blobs, and the store of all sessions.
 *
 * <p>A session is one file of JSON lines. A line is {@code {"c":"…","n":12,"t":"…","a":"",
 * "e":{…}}}: the CRC-32C of everything behind it, the number, the time, the agent, the event. Texts
 * too long for a line stand in the blob store; {@code b} then says which.
 */
@NullMarked
package dev.jackdaw.journal;

import org.jspecify.annotations.NullMarked;
