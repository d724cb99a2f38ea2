/** Talks HTTP: one request, its answer as a stream, server-sent events, proxies. */
@NullMarked
package dev.jackdaw.models.http;

import org.jspecify.annotations.NullMarked;
