package dev.jackdaw.tui.progress;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Plan;
import dev.jackdaw.api.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Decides what the window is told: its title, how far the work is, and when a person is called.
 * What it returns is written to the terminal as it is; it holds no escape that came from elsewhere.
 * Safe for use by several threads.
 */
public final class WindowSignals {
  private static final String NAME = "Jackdaw";

  /** Whoever waited less is still there. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** Where a terminal does not tell of focus, who typed last so long ago looks elsewhere. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  private final TerminalKind kind;
  private final WindowSettings settings;
  private final InstantSource clock;
  private final String place;
  private String title = "";
  private String shown = "";
  private String progress = "";
  private boolean tellsFocus;
  private boolean focused = true;
  private Instant touched;
  private Instant began;

  /** {@code place} is the name of the working directory. */
  public WindowSignals(
      TerminalKind kind, WindowSettings settings, InstantSource clock, String place) {
    this.kind = kind;
    this.settings = settings;
    this.clock = clock;
    this.place = place;
    this.touched = clock.instant();
    this.began = touched;
  }

  /** Takes note that a key came. */
  public synchronized void touched() {
    touched = clock.instant();
  }

  /** Takes note of the focus. */
  public synchronized void focused(boolean isFocused) {
    tellsFocus = true;
    focused = isFocused;
    if (isFocused) touched();
  }

  /** Returns what is written when the session begins. */
  public String begin() {
    return settings.hasTitle() && kind.hasTitle() ? Osc.keepTitle() : "";
  }

  /** Returns what is written when the session is left, or Jackdaw is suspended. */
  public synchronized String end() {
    var out = new StringBuilder();
    if (kind.hasProgress() && !progress.isEmpty()) out.append(Osc.progress(0, 0));
    if (settings.hasTitle() && kind.hasTitle()) {
      out.append(Osc.title("")).append(Osc.restoreTitle());
    }
    progress = "";
    shown = "";
    return out.toString();
  }

  /** Returns what is to be written now that the session is at that; empty for nothing. */
  public synchronized String update(Activity.State state, Plan plan) {
    return titled(state) + progressed(state, plan);
  }

  private String titled(Activity.State state) {
    if (!settings.hasTitle() || !kind.hasTitle()) return "";
    var about = title.isEmpty() ? place : title;
    var sign =
        switch (state) {
          case RESTING -> "";
          case WORKING -> "* ";
          case ASKING -> "? ";
          case FAILED -> "! ";
        };
    var next = Osc.title(sign + NAME + (about.isEmpty() ? "" : ": " + about));
    if (next.equals(shown)) return "";
    shown = next;
    return next;
  }

  private String progressed(Activity.State state, Plan plan) {
    if (!kind.hasProgress()) return "";
    var steps = plan.steps().size();
    var percent = steps == 0 ? 0 : 100 * plan.done() / steps;
    var next =
        switch (state) {
          case RESTING -> Osc.progress(0, 0);
          case WORKING -> plan.isOpen() ? Osc.progress(1, percent) : Osc.progress(3, 0);
          case ASKING -> Osc.progress(4, Math.max(1, percent));
          case FAILED -> Osc.progress(2, Math.max(1, percent));
        };
    if (next.equals(progress)) return "";
    progress = next;
    return next;
  }

  /** Takes in an event, and returns what is written to call the person; empty for nothing. */
  public synchronized String heard(Occurrence occurrence) {
    return switch (occurrence.event()) {
      case Event.SessionTitled(var text) -> {
        title = text;
        yield "";
      }
      case Event.PromptSubmitted _ -> {
        if (occurrence.agent().isMain()) began = clock.instant();
        yield "";
      }
      case Event.QuestionAsked(_, var question) -> call(asked(question));
      case Event.TaskFinished(var outcome) when occurrence.agent().isMain() ->
          Duration.between(began, clock.instant()).compareTo(SHORT) < 0
              ? ""
              : call(Endings.text(outcome));
      default -> "";
    };
  }

  private static String asked(Question question) {
    return switch (question) {
      case Question.Approval approval -> approval.call().tool() + " needs your approval";
      case Question.Choice _ -> "has a question";
    };
  }

  private String call(String what) {
    if (!isAway() || kind == TerminalKind.DUMB) return "";
    var about = title.isEmpty() ? place : title;
    var text = about.isEmpty() ? what : what + " (" + about + ")";
    return switch (settings.notifications()) {
      case OFF -> "";
      case BELL -> Osc.bell();
      case AUTO -> message(text);
    };
  }

  private boolean isAway() {
    return tellsFocus ? !focused : Duration.between(touched, clock.instant()).compareTo(AWAY) >= 0;
  }

  private String message(String text) {
    return switch (kind) {
      case KITTY -> Osc.message99(NAME, text);
      case ITERM, WEZTERM, GHOSTTY -> Osc.message9(NAME + ": " + text);
      case VTE, FOOT -> Osc.message777(NAME, text);
      case WINDOWS, KONSOLE, VSCODE, APPLE, MULTIPLEXER, OTHER -> Osc.bell();
      case DUMB -> "";
    };
  }
}
