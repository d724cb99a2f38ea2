/** Where the sessions of a program are kept. */
@NullMarked
package dev.jackdaw.embed.storage;

import org.jspecify.annotations.NullMarked;
