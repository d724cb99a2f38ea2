/** What is different between two texts, for people. */
@NullMarked
package dev.jackdaw.cli.diff;

import org.jspecify.annotations.NullMarked;
