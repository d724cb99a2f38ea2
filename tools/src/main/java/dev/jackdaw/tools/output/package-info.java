/** How much of what a tool got the model is shown, and what of the rest it must not miss. */
@NullMarked
package dev.jackdaw.tools.output;

import org.jspecify.annotations.NullMarked;
