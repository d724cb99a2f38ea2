/** Language servers of a session: which there are, how they are started, and their command. */
@NullMarked
package dev.jackdaw.cli.lsp;

import org.jspecify.annotations.NullMarked;
