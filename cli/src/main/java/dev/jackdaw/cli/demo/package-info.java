/** {@code jackdaw demo}: a whole task on a real project, with a scripted model. */
@NullMarked
package dev.jackdaw.cli.demo;

import org.jspecify.annotations.NullMarked;
