/** Writes what was decided into the audit log, and the commands that read it. */
@NullMarked
package dev.jackdaw.cli.audit;

import org.jspecify.annotations.NullMarked;
