/** The record of every decision, in which each entry vouches for the one before it. */
@NullMarked
package dev.jackdaw.journal.audit;

import org.jspecify.annotations.NullMarked;
