package dev.jackdaw.tui;

import dev.jackdaw.api.VisibleText;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;

/**
 * Asks whether a folder is trusted, before anything of it is read as an instruction. Everything
 * that a yes would switch on can be seen whole; only an explicit yes is one.
 */
public final class TrustDialog {
  /** What the person wants. */
  public enum Choice {
    TRUST,
    /** To work here all the same, with nothing switched on. */
    WORK_UNTRUSTED,
    LEAVE
  }

  /**
   * Something a yes switches on.
   *
   * @param summary a line such as {@code AGENTS.md, 12 lines, is read as instructions}
   * @param text all of it
   */
  public record Item(String summary, String text) {}

  /**
   * What is asked.
   *
   * @param changes what is different from what was trusted before, as lines of a diff; empty when
   *     nothing was
   */
  public record Request(Path folder, List<Item> items, List<String> changes) {
    public Request {
      items = List.copyOf(items);
      changes = List.copyOf(changes);
    }
  }

  private final Terminal terminal;
  private final ShellOptions options;
  private final Screen screen;
  private final Editor editor;
  private final Look look;

  public TrustDialog(Terminal terminal, ShellOptions options) {
    this.terminal = terminal;
    this.options = options;
    this.screen = new Screen(terminal, options.look(), options.clock());
    this.editor = new Editor(terminal, screen, options, List::of);
    this.look = options.look();
  }

  /** Asks until there is an answer; the end of the input leaves. */
  public Choice ask(Request request) {
    return look == Look.LIVELY ? new TrustScene(request, terminal, options).ask() : asked(request);
  }

  private Choice asked(Request request) {
    show(request);
    while (true) {
      switch (editor.answer("trust? [n] ")) {
        case Editor.Entry.Interrupted _, Editor.Entry.Ended _ -> {
          return Choice.LEAVE;
        }
        case Editor.Entry.Line(var text) -> {
          switch (PromptParser.meant(text)) {
            case "y", "Y", "yes" -> {
              return Choice.TRUST;
            }
            case "", "n", "N", "no" -> {
              return Choice.WORK_UNTRUSTED;
            }
            case "q", "quit", "/quit", "exit" -> {
              return Choice.LEAVE;
            }
            case "v", "view" -> view(request);
            default -> screen.line("Answer y, n, v or q.");
          }
        }
      }
    }
  }

  private void show(Request request) {
    var again = !request.changes().isEmpty();
    screen.line(
        look.yellow("? ")
            + look.bold(again ? "Do you still trust this folder?" : "Do you trust this folder?")
            + " "
            + VisibleText.of(request.folder().toString()));
    if (again) {
      screen.line("  It has changed since you did:");
      for (var line : request.changes()) screen.line("    " + coloured(VisibleText.of(line)));
    }
    screen.line("  So far nothing in it was run or read as an instruction. If you trust it:");
    for (var item : request.items()) screen.line("    " + OutputFilter.line(item.summary()));
    screen.line("    the text of its files counts as your own, not as somebody else's");
    screen.line(
        "  y yes\n  n work here without trusting it"
            + (request.items().isEmpty() ? "" : "\n  v view all of that")
            + "\n  q leave");
  }

  private String coloured(String line) {
    if (line.startsWith("+")) return look.green(line);
    return line.startsWith("-") ? look.red(line) : line;
  }

  private void view(Request request) {
    for (var item : request.items()) {
      screen.line("  " + look.bold(OutputFilter.line(item.summary())));
      for (var line : item.text().split("\n", -1)) screen.line("    " + VisibleText.of(line));
    }
  }
}
