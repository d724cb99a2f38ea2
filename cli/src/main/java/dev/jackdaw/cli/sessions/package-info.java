/** {@code jackdaw sessions}: list, show, search, export and delete. */
@NullMarked
package dev.jackdaw.cli.sessions;

import org.jspecify.annotations.NullMarked;
