/** Small programs that embed Jackdaw, compiled and run by every build. */
@NullMarked
package dev.jackdaw.examples;

import org.jspecify.annotations.NullMarked;
