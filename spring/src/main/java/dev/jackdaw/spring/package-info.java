/** Agents in applications on Spring Boot: a bean of {@link dev.jackdaw.embed.Jackdaw}. */
@NullMarked
package dev.jackdaw.spring;

import org.jspecify.annotations.NullMarked;
