/** Trust on first use: what of a project may speak and act, and when a person said so. */
@NullMarked
package dev.jackdaw.cli.trust;

import org.jspecify.annotations.NullMarked;
