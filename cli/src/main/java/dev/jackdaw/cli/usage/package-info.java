/** {@code jackdaw usage} and {@code /cost}: what sessions used and cost. */
@NullMarked
package dev.jackdaw.cli.usage;

import org.jspecify.annotations.NullMarked;
