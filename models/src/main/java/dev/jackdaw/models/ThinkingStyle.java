package dev.jackdaw.models;

import dev.jackdaw.api.Effort;
import java.util.EnumSet;
import java.util.Set;

/** How a model is told to think. */
enum ThinkingStyle {
  /** Not at all. */
  NONE("none"),
  /** Anthropic's or Gemini's fixed budget of tokens; only when an effort is asked for. */
  BUDGET("budget"),
  /** Anthropic's adaptive thinking, guided by an effort. */
  ADAPTIVE("adaptive"),
  /** Gemini's level, guided by an effort; its calls carry signatures. */
  LEVEL("level"),
  /** {@code reasoning_effort} of Chat Completions. */
  EFFORT("effort"),
  /** The same, but Chat Completions accepts tools only with the effort {@code none}. */
  EFFORT_WITHOUT_TOOLS("effort-without-tools");

  private final String text;

  ThinkingStyle(String text) {
    this.text = text;
  }

  /** Returns the levels the vendor documents for the newest models of this style. */
  Set<Effort> efforts() {
    return switch (this) {
      case NONE, BUDGET -> Set.of();
      case ADAPTIVE -> EnumSet.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH, Effort.XHIGH, Effort.MAX);
      case LEVEL -> EnumSet.of(Effort.MINIMAL, Effort.LOW, Effort.MEDIUM, Effort.HIGH);
      case EFFORT, EFFORT_WITHOUT_TOOLS -> EnumSet.range(Effort.MINIMAL, Effort.XHIGH);
    };
  }

  /** Returns the name the facts file uses. */
  String text() {
    return text;
  }
}
