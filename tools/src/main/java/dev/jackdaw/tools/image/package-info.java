/** Makes pictures no larger than models look at them. */
@NullMarked
package dev.jackdaw.tools.image;

import org.jspecify.annotations.NullMarked;
