package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.utils.AttributedStyle;

/**
 * How much colour the code of a reply still gets. A word that is marked costs more bytes than it
 * has letters, so that a long reply of nothing but dense code would be written twice over; at the
 * far end of a slow line that is a delay. Every reply has an allowance for some fifty lines of
 * dense code, and text adds to it; when it is spent, first the names of functions and types and the
 * numbers go without, then keywords, then texts, until there is more again. That changes at blank
 * lines and at the beginning of a block alone. Not for use by several threads.
 */
final class Thrift {
  private static final int ALLOWANCE = 2_400;

  /** Bytes that turn a style on and off again, about. */
  private static final int STYLE_BYTES = 13;

  /** Code without blank lines changes after as many. */
  private static final int LONG = 50;

  private static final int DEBT = -1_000;
  private static final int PLENTY = 1_000;

  /** What is marked, from everything to comments alone. */
  private enum Level {
    FULL,
    SPARE,
    BARE,
    COMMENTS
  }

  private static final List<Role> NAMES =
      List.of(Role.CODE_FUNCTION, Role.CODE_TYPE, Role.CODE_NUMBER);

  private double credit = ALLOWANCE;
  private Level level = Level.FULL;
  private int lines;

  Thrift copy() {
    var copy = new Thrift();
    copy.credit = credit;
    copy.level = level;
    copy.lines = lines;
    return copy;
  }

  /** Takes note of text that is hardly marked at all. */
  void prose(int chars) {
    credit += 0.25 * chars;
  }

  /** A place where more or less can be marked from now on. */
  void pause() {
    lines = 0;
    level =
        switch (level) {
          case FULL -> credit > 0 ? Level.FULL : Level.SPARE;
          case SPARE, BARE, COMMENTS -> {
            if (credit > PLENTY) yield Level.FULL;
            if (credit < 2 * DEBT) yield Level.COMMENTS;
            yield credit < DEBT ? Level.BARE : credit > 0 ? Level.SPARE : level;
          }
        };
  }

  /** Returns the pieces of a line of code as they are shown. */
  List<Span> line(List<Span> spans, Layout layout) {
    if (++lines > LONG) pause();
    var text = layout.style(Role.TEXT);
    var plain = plain().stream().map(layout::style).collect(Collectors.toSet());
    var shown =
        plain.isEmpty()
            ? spans
            : spans.stream()
                .map(span -> plain.contains(span.style()) ? Span.of(span.text(), text) : span)
                .toList();
    credit += 0.04 * length(shown) - STYLE_BYTES * changes(shown, text);
    return shown;
  }

  private Set<Role> plain() {
    var plain = EnumSet.noneOf(Role.class);
    if (level != Level.FULL) plain.addAll(NAMES);
    if (level == Level.BARE || level == Level.COMMENTS) plain.add(Role.CODE_KEYWORD);
    if (level == Level.COMMENTS) plain.add(Role.CODE_STRING);
    return plain;
  }

  private static int length(List<Span> spans) {
    var length = 1;
    for (var span : spans) length += span.text().length();
    return length;
  }

  private static int changes(List<Span> spans, AttributedStyle text) {
    var changes = 0;
    var before = text;
    for (var span : spans) {
      if (span.text().isBlank() || span.style().equals(before)) continue;
      if (!span.style().equals(text)) changes++;
      before = span.style();
    }
    return changes;
  }
}
