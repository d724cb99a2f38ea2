/** Folders that are held open, so that what was allowed is what is used. */
@NullMarked
package dev.jackdaw.api.files;

import org.jspecify.annotations.NullMarked;
