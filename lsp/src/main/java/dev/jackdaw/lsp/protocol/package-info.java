/** The Language Server Protocol over pipes; the only package that touches lsp4j. */
@NullMarked
package dev.jackdaw.lsp.protocol;

import org.jspecify.annotations.NullMarked;
