/** Keys of model providers: where they are kept, and the commands that keep them. */
@NullMarked
package dev.jackdaw.cli.keys;

import org.jspecify.annotations.NullMarked;
