package dev.jackdaw.tui;

import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;

/** How much of the terminal's abilities is used. */
public enum Look {
  /** Colours, and a line at the bottom that changes in place. */
  LIVELY,
  /** Text that only ever grows, without any escape sequence. */
  LINEAR;

  /**
   * Returns what suits the terminal and the user's wishes: {@code JACKDAW_PLAIN} or a dumb terminal
   * make it linear.
   *
   * @param environment gives a variable's value, or null
   */
  public static Look of(Terminal terminal, UnaryOperator<String> environment) {
    var plain = environment.apply("JACKDAW_PLAIN");
    var type = terminal.getType();
    var dumb = type == null || type.startsWith("dumb") || "dumb".equals(environment.apply("TERM"));
    return dumb || plain != null && !plain.isEmpty() && !plain.equals("0") ? LINEAR : LIVELY;
  }

  String bold(String text) {
    return styled("1", text);
  }

  String dim(String text) {
    return styled("2", text);
  }

  String red(String text) {
    return styled("31", text);
  }

  String green(String text) {
    return styled("32", text);
  }

  String yellow(String text) {
    return styled("33", text);
  }

  String cyan(String text) {
    return styled("36", text);
  }

  private String styled(String code, String text) {
    return this == LINEAR || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
