/** Finding files and what is in them: by name, by content, by looking around. */
@NullMarked
package dev.jackdaw.tools.search;

import org.jspecify.annotations.NullMarked;
