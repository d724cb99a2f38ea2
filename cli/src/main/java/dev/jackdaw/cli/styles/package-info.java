/** Output styles: how the agent talks to the person. */
@NullMarked
package dev.jackdaw.cli.styles;

import org.jspecify.annotations.NullMarked;
