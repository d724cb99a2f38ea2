/**
 * Reading and changing files: what is read keeps its bytes, what is changed changes whole or not at
 * all.
 */
@NullMarked
package dev.jackdaw.tools.files;

import org.jspecify.annotations.NullMarked;
