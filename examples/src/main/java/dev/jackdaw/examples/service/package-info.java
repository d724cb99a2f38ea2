/** A service with many sessions: HTTP, server-sent events, approvals by people, a database. */
@NullMarked
package dev.jackdaw.examples.service;

import org.jspecify.annotations.NullMarked;
