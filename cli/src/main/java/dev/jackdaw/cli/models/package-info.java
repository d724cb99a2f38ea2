/** Lists the models that can be chosen. */
@NullMarked
package dev.jackdaw.cli.models;

import org.jspecify.annotations.NullMarked;
