/** {@code jackdaw doctor}: what this machine can do, and what to fix. */
@NullMarked
package dev.jackdaw.cli.doctor;

import org.jspecify.annotations.NullMarked;
