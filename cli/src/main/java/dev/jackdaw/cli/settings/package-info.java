/** Settings files and flags, merged by layer into one value that knows where each part is from. */
@NullMarked
package dev.jackdaw.cli.settings;

import org.jspecify.annotations.NullMarked;
