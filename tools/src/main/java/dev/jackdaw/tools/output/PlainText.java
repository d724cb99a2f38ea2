package dev.jackdaw.tools.output;

/** Output as a reader would see it once the terminal has settled. */
public final class PlainText {
  private PlainText() {}

  /** Returns the text without control sequences, each line as it was last drawn. */
  public static String of(String raw) {
    return settled(new ControlFilter().filter(raw));
  }

  /**
   * Keeps what stands after the last carriage return of each line, as a progress bar means it, and
   * lets a backspace take back the character before it.
   */
  private static String settled(String text) {
    if (text.indexOf('\r') < 0 && text.indexOf('\b') < 0) return text;
    var out = new StringBuilder(text.length());
    var lineStart = 0;
    var returned = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\r') {
        returned = true;
        continue;
      }
      if (returned && c != '\n') out.setLength(lineStart);
      returned = false;
      if (c == '\b') {
        if (out.length() > lineStart) out.setLength(out.length() - 1);
        continue;
      }
      out.append(c);
      if (c == '\n') lineStart = out.length();
    }
    return out.toString();
  }

  /** Returns whether more than a tenth of the beginning is not text. */
  public static boolean looksBinary(String raw) {
    var seen = Math.min(raw.length(), 4_096);
    var odd = 0;
    for (var i = 0; i < seen; i++) {
      var c = raw.charAt(i);
      if (c == '\ufffd' || c < 0x1b && c != '\n' && c != '\t' && c != '\r' && c != '\b') odd++;
    }
    return odd * 10 > seen;
  }
}
