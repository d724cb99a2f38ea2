/** Serves tools to other programs over the Model Context Protocol, on streams or loopback HTTP. */
@NullMarked
package dev.jackdaw.cli.serve;

import org.jspecify.annotations.NullMarked;
