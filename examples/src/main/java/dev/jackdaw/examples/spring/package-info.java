/** An application on Spring Boot with an agent. */
@NullMarked
package dev.jackdaw.examples.spring;

import org.jspecify.annotations.NullMarked;
