package dev.jackdaw.cli.options;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;

/** The command line is wrong; the message says where, and how it would be right. */
public final class UsageException extends JackdawException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN_CHARS = 60;

  UsageException(String message) {
    super(Kind.USER, "usage", message);
  }

  /** Returns what the user typed so that it fits a message and cannot steer the terminal. */
  static String shown(String typed) {
    var end = Math.min(typed.length(), MAX_SHOWN_CHARS);
    if (end < typed.length() && Character.isHighSurrogate(typed.charAt(end - 1))) end--;
    var text = VisibleText.inOneLine(typed.substring(0, end));
    return end < typed.length() ? text + "..." : text;
  }
}
