/** All that people added to Jackdaw by files, as it is at the moment, and the commands of it. */
@NullMarked
package dev.jackdaw.cli.custom;

import org.jspecify.annotations.NullMarked;
