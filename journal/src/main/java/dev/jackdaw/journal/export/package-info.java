/** A session as a document: JSON for programs, Markdown and HTML for people. */
@NullMarked
package dev.jackdaw.journal.export;

import org.jspecify.annotations.NullMarked;
