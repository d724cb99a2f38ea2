package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.keys.KeyHelp;
import dev.jackdaw.tui.view.LastReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands about the terminal itself: what it looks like, and its keys. */
final class TerminalCommands {
  /** A screen that can be changed while it is used. Its methods return at once. */
  interface Changeable {
    /** Lets the person choose; what is chosen comes back as a command. */
    void pickTheme();

    /** Shows everything in that theme, which there is. */
    void theme(String name);

    /** Returns whether prompts are edited as in vi. */
    boolean isVim();

    void vim(boolean isOn);

    /** Says something to the terminal that shows nothing. */
    void tell(String sequence);
  }

  static final int KEY_COLUMNS = 78;

  private static final String LINEAR_KEYS =
      """
      Enter sends; a \\ at the end of a line, or Alt+Enter, goes on with the next
      Tab completes /commands and @files; Ctrl+R searches what was typed before
      Ctrl+C or Esc interrupts the agent; a second one kills what it runs
      What is typed while the agent works reaches it at its next turn
      Ctrl+C twice on an empty line, or Ctrl+D, leaves\
      """;

  private final Screen screen;
  private final Customs customs;
  private final ShellActions actions;
  private String theme;
  private @Nullable Changeable changeable;

  TerminalCommands(Screen screen, Customs customs, ShellActions actions) {
    this.screen = screen;
    this.customs = customs;
    this.actions = actions;
    this.theme = customs.theme();
  }

  void host(Changeable other) {
    changeable = other;
  }

  void theme(String name) {
    var host = changeable;
    if (!name.isEmpty()) told(() -> List.of(chosen(name)));
    else if (host == null) listThemes();
    else host.pickTheme();
  }

  private String chosen(String name) {
    customs.themes().named(name, Optional.empty());
    theme = name;
    var host = changeable;
    if (host != null) host.theme(name);
    actions.keep("theme", Json.of(name));
    return "theme: " + name + (host == null ? ", for sessions with a screen" : "");
  }

  private void listThemes() {
    for (var name : customs.themes().names()) {
      screen.line((name.equals(theme) ? "> " : "  ") + OutputFilter.line(name));
    }
    screen.line(
        "/theme NAME chooses one, for sessions with a screen: without one nothing has colours.");
  }

  void vim() {
    var host = changeable;
    if (host == null) {
      screen.line("Vim mode is for sessions with a screen; there /vim switches it.");
      return;
    }
    var isOn = !host.isVim();
    told(() -> {
      host.vim(isOn);
      actions.keep("vim", Json.of(isOn));
      return List.of(isOn ? "vim mode: on" : "vim mode: off");
    });
  }

  /** Copies what was said last, and says how. */
  String copy(List<Occurrence> events, String what) {
    if (!what.isEmpty() && !what.equals("code")) {
      return "/copy copies the last reply, /copy code its last block of code.";
    }
    var reply = LastReply.text(events);
    if (reply.isEmpty()) return "Nothing was said yet.";
    var text = what.isEmpty() ? reply : LastReply.code(reply.get());
    if (text.isEmpty()) return "There is no block of code in the last reply.";
    var name = what.isEmpty() ? "the last reply" : "the last block of code";
    try {
      var ways = copying().copy(text.get());
      var size = text.get().codePointCount(0, text.get().length());
      return ways.isEmpty()
          ? "There is no way to a clipboard from here: no program for it, and the terminal takes"
              + " none of that length. /export writes a file."
          : "copied " + name + ", " + size + " characters, to " + String.join(" and ", ways);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "Stopped.";
    }
  }

  /** Without a screen nothing is said to the terminal that is not text. */
  private Copying copying() {
    var environment = new HashMap<>(customs.environment());
    if (changeable == null) environment.put("TERM", "dumb");
    return new Copying(environment, this::toTerminal);
  }

  private void toTerminal(String sequence) {
    var host = changeable;
    if (host != null) host.tell(sequence);
  }

  /** Returns what the keys do: without a screen those of the line editor, then the others. */
  List<String> keys() {
    var table = KeyHelp.lines(customs.keys(), KEY_COLUMNS);
    if (changeable != null) return table;
    var lines = new ArrayList<>(linearKeys());
    lines.add("");
    lines.add("On the screen, which this session does without:");
    lines.add("");
    lines.addAll(table);
    return lines;
  }

  static List<String> linearKeys() {
    return List.of(LINEAR_KEYS.split("\n"));
  }

  private void told(Supplier<List<String>> action) {
    try {
      for (var line : action.get()) screen.line(screen.look().dim(OutputFilter.line(line)));
    } catch (JackdawException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
    }
  }
}
