package dev.jackdaw.cli.options;

import dev.jackdaw.api.JackdawException;

/** The command line is wrong; the message says where, and how it would be right. */
public final class UsageException extends JackdawException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN_CHARS = 60;

  UsageException(String message) {
    super(Kind.USER, "usage", message);
  }

  /** Returns what the user typed so that it fits a message and cannot steer the terminal. */
  static String shown(String typed) {
    var text = new StringBuilder();
    var end = Math.min(typed.length(), MAX_SHOWN_CHARS);
    for (var i = 0; i < end; i++) {
      var c = typed.charAt(i);
      text.append(isPlain(c) ? c : '\uFFFD');
    }
    return end < typed.length() ? text.append("...").toString() : text.toString();
  }

  private static boolean isPlain(char c) {
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && !Character.isSurrogate(c);
  }
}
