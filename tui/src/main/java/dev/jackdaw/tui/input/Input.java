package dev.jackdaw.tui.input;

/** Something the terminal told. */
public sealed interface Input {
  /** A key went down. */
  record Pressed(Key key) implements Input {}

  /** Text arrived at once, between the marks of a bracketed paste; line ends are {@code \n}. */
  record Pasted(String text) implements Input {}

  /** The window got the focus, or lost it. */
  record Focused(boolean isFocused) implements Input {}

  /** The terminal has another size. */
  record Resized() implements Input {}

  /** There will be no more input: the terminal is gone, or a file was at its end. */
  record Ended() implements Input {}
}
