/**
 * What language servers know of the code: problems after edits, definitions, references, symbols.
 */
@NullMarked
package dev.jackdaw.lsp;

import org.jspecify.annotations.NullMarked;
