package dev.jackdaw.cli.run;

import java.io.PrintStream;

/**
 * Standard error, where progress and errors go. Control characters in what is shown are visible.
 */
public record Console(PrintStream err) {
  public void progress(String text) {
    err.println(visible(text));
  }

  public void error(String text) {
    err.println("jackdaw: " + visible(text));
  }

  /** Returns the text with control characters, other than line ends and tabs, made visible. */
  static String visible(String text) {
    StringBuilder out = null;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var plain = c >= ' ' && c < 0x7f || c >= 0xa0 && !isFormat(c) || c == '\n' || c == '\t';
      if (plain) {
        if (out != null) out.append(c);
        continue;
      }
      if (out == null) out = new StringBuilder(text.length() + 16).append(text, 0, i);
      out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    }
    return out == null ? text : out.toString();
  }

  private static boolean isFormat(char c) {
    return Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
  }
}
