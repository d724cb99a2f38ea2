/** {@code --json-schema}: holds the model's answer against the user's schema. */
@NullMarked
package dev.jackdaw.cli.structured;

import org.jspecify.annotations.NullMarked;
