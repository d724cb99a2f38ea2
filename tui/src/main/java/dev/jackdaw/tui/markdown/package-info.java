/** Markdown as it arrives, drawn as lines that never change once they are finished. */
@NullMarked
package dev.jackdaw.tui.markdown;

import org.jspecify.annotations.NullMarked;
