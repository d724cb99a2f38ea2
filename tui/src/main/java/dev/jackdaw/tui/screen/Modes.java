package dev.jackdaw.tui.screen;

import dev.jackdaw.tui.input.Report;
import java.util.function.UnaryOperator;

/**
 * The modes of a terminal: what is switched on while Jackdaw has it, what the terminal says it can
 * do, and how all of it is switched off again. Not for use by several threads.
 */
public final class Modes {
  private static final String CSI = "\u001b[";
  private static final int FOCUS = 1004;
  private static final int SYNCHRONIZED = 2026;
  private static final int GRAPHEMES = 2027;

  /**
   * Everything off, whatever was on, without harm where it never was: of this program, and what
   * other programs leave behind, such as reports of the mouse, other characters and keys.
   */
  public static final String RESET =
      CSI
          + "?2026l"
          + CSI
          + "<9u"
          + CSI
          + "?1047l"
          + CSI
          + "?1004l"
          + CSI
          + "?2004l"
          + CSI
          + "?2027l"
          + CSI
          + "?1000;1002;1003;1006l"
          + CSI
          + "?1l"
          + CSI
          + "?7h"
          + CSI
          + "?25h"
          + CSI
          + "0m"
          + "\u001b>\u001b(B\u000f";

  private final UnaryOperator<String> environment;
  private final boolean hasLinks;
  private boolean isSynchronized;
  private boolean hasKeyboard;
  private boolean hasFocus;
  private boolean hasGraphemes;
  private boolean isAnswered;
  private boolean isAsked;
  private boolean reflows;

  /**
   * @param environment gives a variable's value, or nothing as an empty text
   */
  public Modes(UnaryOperator<String> environment) {
    this.environment = environment;
    this.hasLinks = !environment.apply("TERM").equals("linux");
    this.reflows = reflowsByName();
  }

  /** Terminals that are known by a variable to break lines anew when they get narrower. */
  private boolean reflowsByName() {
    return !environment.apply("TMUX").isEmpty()
        || !environment.apply("VTE_VERSION").isEmpty()
        || !environment.apply("KITTY_WINDOW_ID").isEmpty()
        || !environment.apply("WT_SESSION").isEmpty()
        || !environment.apply("TERM_PROGRAM").isEmpty()
        || environment.apply("TERM").startsWith("tmux");
  }

  public Features features() {
    return new Features(isSynchronized, reflows, hasLinks);
  }

  /** Returns whether everything that was asked has been answered, as far as it ever will be. */
  public boolean isAnswered() {
    return isAnswered || !isAsked;
  }

  /** Returns what switches on that which no terminal minds. */
  public String enter() {
    return CSI + "?2004h" + CSI + "?7l" + known();
  }

  private String known() {
    return (hasFocus ? CSI + "?1004h" : "")
        + (hasGraphemes ? CSI + "?2027h" : "")
        + (hasKeyboard ? CSI + ">1u" : "");
  }

  /** Returns what switches off all that was switched on. */
  public String leave() {
    return (hasKeyboard ? CSI + "<u" : "")
        + (hasGraphemes ? CSI + "?2027l" : "")
        + (hasFocus ? CSI + "?1004l" : "")
        + CSI
        + "?2004l"
        + CSI
        + "?7h"
        + CSI
        + "?25h"
        + CSI
        + "0m";
  }

  /**
   * Returns the questions. Each is ignored by a terminal that does not know it; those that would
   * print a part of one are not asked.
   */
  public String probe() {
    var type = environment.apply("TERM");
    if (type.equals("linux") || type.startsWith("screen") && environment.apply("TMUX").isEmpty()) {
      return "";
    }
    isAsked = true;
    var modes =
        environment.apply("TERM_PROGRAM").equals("Apple_Terminal")
            ? ""
            : CSI + "?2026$p" + CSI + "?2027$p" + CSI + "?1004$p";
    return modes + CSI + "?u" + "\u001b]11;?\u001b\\" + CSI + ">0q" + CSI + "c";
  }

  /** Takes an answer and returns what is to be written because of it. */
  public String heard(Report report) {
    switch (report) {
      case Report.Mode mode -> {
        return offered(mode);
      }
      case Report.Keyboard _ -> {
        if (hasKeyboard) return "";
        hasKeyboard = true;
        return CSI + ">1u";
      }
      case Report.Name(var text) -> reflows = !text.startsWith("XTerm");
      case Report.Attributes _ -> isAnswered = true;
      case Report.Background _, Report.Ready _ -> {}
    }
    return "";
  }

  private String offered(Report.Mode mode) {
    if (!mode.isOffered()) return "";
    switch (mode.mode()) {
      case SYNCHRONIZED -> isSynchronized = true;
      case FOCUS -> {
        hasFocus = true;
        return CSI + "?1004h";
      }
      case GRAPHEMES -> {
        hasGraphemes = true;
        return CSI + "?2027h";
      }
      default -> {}
    }
    return "";
  }

  /** Returns what opens a screen of its own, which has a keyboard of its own. */
  public String enterAlternate() {
    return CSI + "?1049h" + CSI + "?7l" + (hasKeyboard ? CSI + ">1u" : "");
  }

  public String leaveAlternate() {
    return (hasKeyboard ? CSI + "<u" : "") + CSI + "?1049l" + CSI + "?7l";
  }
}
