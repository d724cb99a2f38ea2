package dev.jackdaw.tui.view;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Puts text on the clipboard of whoever sits at the terminal, also through ssh. */
public final class Clipboard {
  /** Terminals pass over longer ones. */
  private static final int MOST_BYTES = 74_000;

  private Clipboard() {}

  /**
   * Returns the sequence OSC 52, which holds the text as Base64 only; empty when it is too long.
   */
  public static String sequence(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > MOST_BYTES
        ? ""
        : "\u001b]52;c;" + Base64.getEncoder().encodeToString(bytes) + "\u001b\\";
  }
}
