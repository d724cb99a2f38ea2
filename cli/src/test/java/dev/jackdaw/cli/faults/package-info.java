/** Every way a model can fail, in every dialect, against whole sessions. */
@NullMarked
package dev.jackdaw.cli.faults;

import org.jspecify.annotations.NullMarked;
