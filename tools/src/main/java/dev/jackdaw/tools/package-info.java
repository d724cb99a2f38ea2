/** The built-in tools, each beside the prompt text that describes it. */
@NullMarked
package dev.jackdaw.tools;

import org.jspecify.annotations.NullMarked;
