package dev.jackdaw.tui.view;

import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.keys.Rebound;
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
    return dialog(ink, KeyBindings.defaults(), clipboard);
  }

  /** {@code clipboard} takes what is copied. */
  default Dialog<String> dialog(Ink ink, KeyBindings keys, Consumer<String> clipboard) {
    return switch (this) {
      case Text text -> new Rebound<>(new TextView(text, ink, keys, clipboard), keys);
      case Picker picker -> new Rebound<>(new ListView(picker, ink, keys), keys);
    };
  }

  /** Returns all of it as lines that are printed. */
  default List<AttributedString> lines(Ink ink, int width) {
    return switch (this) {
      case Text(_, var sections) -> {
        var lines = new ArrayList<AttributedString>();
        for (var each : sections) lines.addAll(Paragraph.lines(each.whole(ink), width));
        yield lines;
      }
      case Picker(_, var rows, _) -> {
        var lines = new ArrayList<AttributedString>();
        for (var each : rows) lines.addAll(listed(each, ink).lines(width));
        yield lines;
      }
    };
  }

  /** What chooses the line stands in front, to be typed. */
  private static Paragraph listed(Row row, Ink ink) {
    var text =
        Ink.join(
            ink.line(Role.ACCENT, row.command().isEmpty() ? "" : row.command() + "  "),
            ink.line(Role.TEXT, row.label()),
            ink.line(Role.DIM, row.remark().isEmpty() ? "" : "  " + row.remark()));
    return new Paragraph(AttributedString.EMPTY, new AttributedString("     "), text, false);
  }
}
