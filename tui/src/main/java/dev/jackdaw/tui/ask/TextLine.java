package dev.jackdaw.tui.ask;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.layout.Columns;
import dev.jackdaw.tui.layout.Ink;
import dev.jackdaw.tui.layout.Wrap;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.widget.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** A text that is being written: a few lines at most, without history. Used by one thread. */
final class TextLine {
  private final StringBuilder text = new StringBuilder();
  private int cursor;

  TextLine(String beginning) {
    text.append(beginning);
    cursor = text.length();
  }

  String text() {
    return text.toString();
  }

  void insert(String piece) {
    text.insert(cursor, piece);
    cursor += piece.length();
  }

  /** Changes the text as the key says; returns whether it is one of writing. */
  boolean takes(Key key) {
    if (key.isText()) {
      insert(key.text());
      return true;
    }
    if (isLineEnd(key)) insert("\n");
    else if (key.ctrl()) return control(key.name());
    else if (key.alt()) return word(key.name());
    else return plain(key.name());
    return true;
  }

  private static boolean isLineEnd(Key key) {
    return key.name().equals("enter") && (key.alt() || key.shift() || key.ctrl())
        || key.ctrl() && key.name().equals("j");
  }

  private boolean control(String name) {
    switch (name) {
      case "a" -> cursor = lineStart();
      case "e" -> cursor = lineEnd();
      case "b" -> cursor = before();
      case "f" -> cursor = after();
      case "u" -> delete(lineStart(), cursor);
      case "k" -> delete(cursor, lineEnd());
      case "w", "backspace" -> delete(wordStart(), cursor);
      case "h" -> delete(before(), cursor);
      case "d" -> delete(cursor, after());
      case "left" -> cursor = wordStart();
      case "right" -> cursor = wordEnd();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean word(String name) {
    switch (name) {
      case "b", "left" -> cursor = wordStart();
      case "f", "right" -> cursor = wordEnd();
      case "d" -> delete(cursor, wordEnd());
      case "backspace" -> delete(wordStart(), cursor);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean plain(String name) {
    switch (name) {
      case "left" -> cursor = before();
      case "right" -> cursor = after();
      case "up" -> {
        if (lineStart() == 0) return false;
        cursor = upIn(cursor - lineStart());
      }
      case "down" -> {
        if (lineEnd() == text.length()) return false;
        cursor = downIn(cursor - lineStart());
      }
      case "home" -> cursor = lineStart();
      case "end" -> cursor = lineEnd();
      case "backspace" -> delete(before(), cursor);
      case "delete" -> delete(cursor, after());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void delete(int from, int to) {
    text.delete(from, to);
    cursor = from;
  }

  private int before() {
    return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
  }

  private int after() {
    return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
  }

  private int upIn(int column) {
    var end = lineStart() - 1;
    var start = text.lastIndexOf("\n", end - 1) + 1;
    return whole(Math.min(start + column, end));
  }

  private int downIn(int column) {
    var start = lineEnd() + 1;
    var end = text.indexOf("\n", start);
    return whole(Math.min(start + column, end < 0 ? text.length() : end));
  }

  /** Returns the place, or the one before it where it is amid a character. */
  private int whole(int at) {
    var isHalf =
        at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    return isHalf ? at - 1 : at;
  }

  private int lineStart() {
    return text.lastIndexOf("\n", cursor - 1) + 1;
  }

  private int lineEnd() {
    var end = text.indexOf("\n", cursor);
    return end < 0 ? text.length() : end;
  }

  private int wordStart() {
    var at = cursor;
    while (at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1))) at--;
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) at--;
    return at;
  }

  private int wordEnd() {
    var at = cursor;
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) at++;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) at++;
    return at;
  }

  /** Returns the lines around the cursor, as many as there is room for. */
  Drawing draw(int width, int height, Ink ink) {
    var sign = ink.theme().styled(Role.PROMPT, ink.signs().prompt() + " ");
    var margin = Math.min(Columns.of(sign), Math.max(0, width - 2));
    var lines = new ArrayList<AttributedString>();
    var shownBefore = VisibleText.of(text.substring(0, cursor)).replace('\t', '␉');
    var before = broken(shownBefore, width - margin);
    var row = before.size() - 1;
    var column = margin + Columns.of(before.getLast());
    if (column >= width) {
      row++;
      column = margin;
    }
    for (var line : broken(shown(), width - margin)) lines.add(line);
    while (lines.size() <= row) lines.add(AttributedString.EMPTY);
    var top = Math.max(0, Math.min(row - height + 1, lines.size() - height));
    if (row < top) top = row;
    var shown = new ArrayList<AttributedString>();
    for (var i = top; i < Math.min(lines.size(), top + height); i++) {
      var head = i == 0 ? ink.cut(sign, margin) : new AttributedString(" ".repeat(margin));
      shown.add(Ink.join(head, lines.get(i)));
    }
    return new Drawing(shown, Optional.of(new Drawing.Cursor(row - top, column)));
  }

  private String shown() {
    return VisibleText.of(text.toString()).replace('\t', '␉');
  }

  private static List<AttributedString> broken(String text, int width) {
    var lines = new ArrayList<AttributedString>();
    for (var line : text.split("\n", -1)) {
      lines.addAll(Wrap.exactly(new AttributedString(line), width));
    }
    return lines;
  }
}
