package dev.jackdaw.spring;

import dev.jackdaw.embed.JackdawBuilder;

/** A bean that changes how agents are built, after the properties and before the tools. */
@FunctionalInterface
public interface JackdawCustomizer {
  void customize(JackdawBuilder builder);
}
