package dev.jackdaw.tui.view;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Puts text on the clipboard of whoever sits at the terminal, also through ssh. */
public final class Clipboard {
  /** Terminals pass over longer ones. */
  private static final int MOST_BYTES = 74_000;

  /** GNU screen passes on no more at once. */
  private static final int SCREEN_CHARS = 512;

  private static final String ESCAPE = "\u001b";
  private static final String END = ESCAPE + "\\";

  private Clipboard() {}

  /**
   * Returns the sequence OSC 52, which holds the text as Base64 only, wrapped for the multiplexer
   * that is between; empty when the text is too long, or the terminal has no such thing.
   */
  public static String sequence(String text, Map<String, String> environment) {
    var type = environment.getOrDefault("TERM", "");
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES || type.equals("dumb") || type.equals("linux")) return "";
    var sequence = ESCAPE + "]52;c;" + Base64.getEncoder().encodeToString(bytes);
    if (!environment.getOrDefault("TMUX", "").isEmpty()) {
      return ESCAPE + "Ptmux;" + ESCAPE + sequence + "\u0007" + END;
    }
    return environment.getOrDefault("STY", "").isEmpty() ? sequence + END : inScreen(sequence);
  }

  private static String inScreen(String sequence) {
    var out = new StringBuilder();
    var whole = sequence + "\u0007";
    for (var at = 0; at < whole.length(); at += SCREEN_CHARS) {
      var part = whole.substring(at, Math.min(whole.length(), at + SCREEN_CHARS));
      out.append(ESCAPE).append('P').append(part).append(END);
    }
    return out.toString();
  }
}
