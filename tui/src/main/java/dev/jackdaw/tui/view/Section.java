package dev.jackdaw.tui.view;

import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Paragraph;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;

/** A piece of a text that is laid out only once it is to be shown. */
public interface Section {
  /** Returns what is shown of it at first. */
  List<Paragraph> shown(Ink ink);

  /** Returns all of it. */
  default List<Paragraph> whole(Ink ink) {
    return shown(ink);
  }

  /** Returns the words without any decoration: what is searched, and what copying gives. */
  String text();

  /** Returns whether {@link #whole} has more than {@link #shown}. */
  default boolean isFolded() {
    return false;
  }

  /** Returns whether something begins here that one jumps to, such as a turn. */
  default boolean isStop() {
    return false;
  }

  /** Returns text in one role, to be read. */
  static Section of(Role role, String text) {
    return new Section() {
      @Override
      public List<Paragraph> shown(Ink ink) {
        var all = new ArrayList<Paragraph>();
        for (var line : ink.read(role, text)) all.add(Paragraph.of(line));
        return all;
      }

      @Override
      public String text() {
        return text;
      }
    };
  }

  /** Returns a line such as {@code name value}, the value broken behind its beginning. */
  static Section pair(String name, int columns, String value) {
    return new Section() {
      @Override
      public List<Paragraph> shown(Ink ink) {
        var head =
            ink.line(Role.ACCENT, name + " ".repeat(Math.max(2, columns - Columns.of(name))));
        var margin = ink.line(Role.TEXT, " ".repeat(Columns.of(head)));
        return List.of(new Paragraph(head, margin, ink.line(Role.TEXT, value), false));
      }

      @Override
      public String text() {
        return name + "  " + value;
      }
    };
  }

  /** Returns a line that goes on below its column of that number. */
  static Section hanging(int column, String line) {
    return new Section() {
      @Override
      public List<Paragraph> shown(Ink ink) {
        var styled = ink.read(Role.TEXT, line).getFirst();
        var at = Math.min(column, styled.length());
        var margin = ink.line(Role.TEXT, " ".repeat(Columns.of(styled.subSequence(0, at))));
        return List.of(
            new Paragraph(
                styled.subSequence(0, at), margin, styled.subSequence(at, styled.length()), false));
      }

      @Override
      public String text() {
        return line;
      }
    };
  }

  /** Returns a difference in the unified form, each line as it is. */
  static Section diff(String text) {
    return new Section() {
      @Override
      public List<Paragraph> shown(Ink ink) {
        var all = new ArrayList<Paragraph>();
        for (var line : text.stripTrailing().split("\n", -1)) {
          for (var each : ink.read(role(line), line)) all.add(Paragraph.indented(2, each));
        }
        return all;
      }

      @Override
      public String text() {
        return text;
      }
    };
  }

  private static Role role(String line) {
    if (line.startsWith("+++") || line.startsWith("---")) return Role.STRONG;
    if (line.startsWith("+")) return Role.DIFF_ADDED;
    if (line.startsWith("-")) return Role.DIFF_REMOVED;
    return line.startsWith("@@") ? Role.DIFF_GUTTER : Role.DIM;
  }

  /** Returns a heading, which is a place to jump to. */
  static Section heading(String text) {
    return new Section() {
      @Override
      public List<Paragraph> shown(Ink ink) {
        return List.of(Paragraph.of(ink.line(Role.HEADING, text)));
      }

      @Override
      public String text() {
        return text;
      }

      @Override
      public boolean isStop() {
        return true;
      }
    };
  }
}
