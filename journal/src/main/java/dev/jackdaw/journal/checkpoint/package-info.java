/** What is needed to undo a call: the contents of files before and after it, outside any git. */
@NullMarked
package dev.jackdaw.journal.checkpoint;

import org.jspecify.annotations.NullMarked;
