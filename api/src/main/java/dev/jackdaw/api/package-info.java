/**
 * The vocabulary every part of Jackdaw shares: messages, events, tools, models, decisions,
 * sessions.
 */
@NullMarked
package dev.jackdaw.api;

import org.jspecify.annotations.NullMarked;
