/** {@code jackdaw init}: a first AGENTS.md of what the files of a repository say by themselves. */
@NullMarked
package dev.jackdaw.cli.init;

import org.jspecify.annotations.NullMarked;
