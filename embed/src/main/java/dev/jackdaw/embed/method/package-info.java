/** Methods of programs as tools of agents. */
@NullMarked
package dev.jackdaw.embed.method;

import org.jspecify.annotations.NullMarked;
