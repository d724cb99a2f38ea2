package dev.jackdaw.tui.progress;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Terminals told apart by what they can be asked for; what is not known is not asked for. */
public enum TerminalKind {
  KITTY,
  ITERM,
  GHOSTTY,
  WEZTERM,
  WINDOWS,
  KONSOLE,
  /** GNOME Terminal and others of its family. */
  VTE,
  FOOT,
  VSCODE,
  APPLE,
  /** tmux or screen: what is behind them is not known, and they pass little on. */
  MULTIPLEXER,
  /** Nothing but text. */
  DUMB,
  OTHER;

  /**
   * Returns the kind.
   *
   * @param environment gives the value of a variable, empty for none
   */
  public static TerminalKind of(UnaryOperator<String> environment) {
    var term = environment.apply("TERM").toLowerCase(Locale.ROOT);
    var program = environment.apply("TERM_PROGRAM").toLowerCase(Locale.ROOT);
    if (term.equals("dumb") || term.equals("linux")) return DUMB;
    if (!environment.apply("TMUX").isEmpty()
        || term.startsWith("screen")
        || term.startsWith("tmux")) {
      return MULTIPLEXER;
    }
    if (term.contains("kitty")) return KITTY;
    if (term.contains("ghostty") || program.equals("ghostty")) return GHOSTTY;
    if (term.startsWith("foot")) return FOOT;
    return switch (program) {
      case "iterm.app" -> ITERM;
      case "wezterm" -> WEZTERM;
      case "vscode" -> VSCODE;
      case "apple_terminal" -> APPLE;
      default -> {
        if (!environment.apply("WT_SESSION").isEmpty()) yield WINDOWS;
        if (!environment.apply("KONSOLE_VERSION").isEmpty()) yield KONSOLE;
        yield environment.apply("VTE_VERSION").isEmpty() ? OTHER : VTE;
      }
    };
  }

  /** Returns whether a title can be set, and the old one be kept and put back. */
  boolean hasTitle() {
    return this != DUMB;
  }

  /** Returns whether it shows progress; some others would take the same words for a message. */
  boolean hasProgress() {
    return this == WINDOWS || this == GHOSTTY;
  }
}
