/** What is promised to programs: binary compatibility, documentation, a guide that compiles. */
@NullMarked
package dev.jackdaw.examples.published;

import org.jspecify.annotations.NullMarked;
