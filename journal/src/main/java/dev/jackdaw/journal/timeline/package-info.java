/** A session in time: what ran when, beside what, for how long, with which effects. */
@NullMarked
package dev.jackdaw.journal.timeline;

import org.jspecify.annotations.NullMarked;
