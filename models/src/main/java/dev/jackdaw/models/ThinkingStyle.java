package dev.jackdaw.models;

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

  /** Returns the name the facts file uses. */
  String text() {
    return text;
  }
}
