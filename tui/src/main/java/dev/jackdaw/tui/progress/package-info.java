/** What runs, for how long, and what it waits for; and whether a person should be called. */
@NullMarked
package dev.jackdaw.tui.progress;

import org.jspecify.annotations.NullMarked;
