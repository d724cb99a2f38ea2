package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Dialog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;

/**
 * Something to look at: on a screen of its own as a {@link #dialog}, which ends with a line to run,
 * empty for none; elsewhere as {@link #lines}, which say the same.
 */
public sealed interface View {
  String title();

  /** A text to read. */
  record Text(String title, List<Section> sections) implements View {
    public Text {
      sections = List.copyOf(sections);
    }
  }

  /**
   * Lines to choose from.
   *
   * @param hint what choosing one does
   */
  record Picker(String title, List<Row> rows, String hint) implements View {
    public Picker {
      rows = List.copyOf(rows);
    }
  }

  /** {@code clipboard} takes what is copied. */
  default Dialog<String> dialog(Ink ink, Consumer<String> clipboard) {
    return switch (this) {
      case Text text -> new TextView(text, ink, clipboard);
      case Picker picker -> new ListView(picker, ink);
    };
  }

  /** Returns all of it as lines that are printed. */
  default List<AttributedString> lines(Ink ink, int width) {
    return switch (this) {
      case Text(_, var sections) -> {
        var lines = new ArrayList<AttributedString>();
        for (var each : sections) lines.addAll(Paragraph.lines(each.shown(ink), width));
        yield lines;
      }
      case Picker(_, var rows, var hint) -> {
        var lines = new ArrayList<AttributedString>();
        for (var i = 0; i < rows.size(); i++) {
          lines.addAll(listed(i + 1, rows.get(i), ink).lines(width));
        }
        if (!rows.isEmpty() && !hint.isEmpty()) {
          lines.addAll(Paragraph.of(ink.line(Role.DIM, hint)).lines(width));
        }
        yield lines;
      }
    };
  }

  private static Paragraph listed(int number, Row row, Ink ink) {
    var head = ink.line(Role.DIM, "%3d  ".formatted(number));
    var text =
        Ink.join(
            ink.line(Role.TEXT, row.label()),
            row.remark().isEmpty()
                ? AttributedString.EMPTY
                : ink.line(Role.DIM, "  " + row.remark()));
    return new Paragraph(head, new AttributedString("     "), text, false);
  }
}
