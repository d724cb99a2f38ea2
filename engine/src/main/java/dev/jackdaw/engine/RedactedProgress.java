package dev.jackdaw.engine;

import dev.jackdaw.api.Redactor;
import java.util.function.Consumer;

/**
 * Output on its way to screens, without secrets. A word at the end of a piece is held back until it
 * is known where it ends, and a private key until its own end; what is held when the call ends is
 * not shown, since the result is. Safe for use by several threads.
 */
final class RedactedProgress {
  private static final int MOST_HELD_CHARS = 16 * 1024;
  private static final String KEY = "-----BEGIN ";
  private static final String BEARER = "Bearer ";

  private final Redactor redactor;
  private final Consumer<String> screen;
  private String held = "";

  RedactedProgress(Redactor redactor, Consumer<String> screen) {
    this.redactor = redactor;
    this.screen = screen;
  }

  synchronized void accept(String piece) {
    var text = held + piece;
    var end = whole(text);
    if (text.length() - end > MOST_HELD_CHARS) end = text.length();
    held = text.substring(end);
    if (end > 0) screen.accept(redactor.redact(text.substring(0, end)));
  }

  /** Returns up to where the text has no open end. */
  private static int whole(String text) {
    var key = text.lastIndexOf(KEY);
    if (key >= 0 && text.indexOf("-----END ", key) < 0) return key;
    var start = text.length();
    var letters = false;
    for (; start > 0 && isPart(text.charAt(start - 1)); start--) {
      letters |= Character.isLetterOrDigit(text.charAt(start - 1));
    }
    if (text.startsWith(BEARER, start - BEARER.length())) return start - BEARER.length();
    return letters ? start : text.length();
  }

  private static boolean isPart(char c) {
    return c >= '0' && c <= '9'
        || c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || "-_+/=.~".indexOf(c) >= 0;
  }
}
