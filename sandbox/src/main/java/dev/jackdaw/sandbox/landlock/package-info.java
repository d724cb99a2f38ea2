/** Confines by Landlock and seccomp alone, where there are no namespaces. Linux only. */
@NullMarked
package dev.jackdaw.sandbox.landlock;

import org.jspecify.annotations.NullMarked;
