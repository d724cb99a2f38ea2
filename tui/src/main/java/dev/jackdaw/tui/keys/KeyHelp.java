package dev.jackdaw.tui.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table of keys as text: for {@code /keys}, and as the page docs/keys.md. */
public final class KeyHelp {
  private static final int KEYS_WIDTH = 26;

  private KeyHelp() {}

  /** Returns plain lines that are no wider than that, at least 20. */
  public static List<String> lines(KeyBindings bindings, int width) {
    var lines = new ArrayList<String>();
    for (var context : Context.values()) {
      if (!lines.isEmpty()) lines.add("");
      lines.addAll(wrapped(context.title(), 0, width));
      for (var action : Action.values()) {
        var keys = keys(bindings, action, ", ");
        if (action.context() == context && !keys.isEmpty())
          entry(keys, action.help(), width, lines);
      }
    }
    return lines;
  }

  private static void entry(String keys, String help, int width, List<String> lines) {
    var isNarrow = width < 2 * KEYS_WIDTH;
    var indent = isNarrow ? 4 : KEYS_WIDTH;
    var start = "  " + keys;
    if (isNarrow || start.length() > KEYS_WIDTH - 2) {
      lines.addAll(wrapped(start, 4, width));
      lines.addAll(wrapped(" ".repeat(indent) + help, indent, width));
    } else {
      lines.addAll(wrapped(start + " ".repeat(KEYS_WIDTH - start.length()) + help, indent, width));
    }
  }

  private static List<String> wrapped(String text, int indent, int width) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (rest.length() > width) {
      var cut = rest.lastIndexOf(' ', width);
      if (cut <= indent) cut = width;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(cut).strip();
    }
    lines.add(rest);
    return lines;
  }

  private static String keys(KeyBindings bindings, Action action, String separator) {
    return bindings.keys(action).stream()
        .map(Chord::toString)
        .collect(Collectors.joining(separator));
  }

  /** Returns the tables of docs/keys.md. */
  public static String markdown() {
    var out = new StringBuilder();
    for (var context : Context.values()) {
      out.append("\n## `").append(context.text()).append("`: ").append(context.title());
      out.append("\n\n| action | keys | what it does |\n| --- | --- | --- |\n");
      for (var action : Action.values()) {
        if (action.context() == context) row(action, out);
      }
    }
    return out.toString();
  }

  private static void row(Action action, StringBuilder out) {
    var keys = keys(KeyBindings.defaults(), action, "`, `");
    out.append("| `").append(action.text()).append("` | ");
    out.append(keys.isEmpty() ? "none" : "`" + keys + "`");
    out.append(" | ").append(action.help().replace("|", "\\|")).append(" |\n");
  }
}
