/** What the process finds around it: variables, platform, and the user's own folders. */
@NullMarked
package dev.jackdaw.cli.environment;

import org.jspecify.annotations.NullMarked;
