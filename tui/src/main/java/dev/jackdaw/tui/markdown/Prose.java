package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.text.Wrapper;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * A paragraph or a heading. A line end of the source stays one behind a line that is short; behind
 * a long one it is where an editor has wrapped the text, and becomes a space. Text is settled, word
 * by word, as soon as nothing that follows can change how it looks, and at the latest when {@value
 * #MAX_HELD} characters are held. The first line may yet become a heading, and one with a bar the
 * head of a table: they are held until the next line tells, unless they are long.
 */
final class Prose implements Leaf {
  private static final int MAX_HELD = 2_048;
  private static final int MAX_HEAD = 4_096;
  private static final int LONG_LINE = 240;
  private static final int STEP = 128;

  /** Editors wrap text at 72 columns or later; what ends its line before means to. */
  private static final int WRAPPED_LINE = 60;

  private final Layout layout;
  private final AttributedStyle base;
  private final Wrapper wrapper;
  private final StringBuilder held;
  private int lineStart;
  private int nextCheck;
  private boolean lineEnded;
  private boolean isUntouched;
  private boolean isLineStart = true;
  private String tail = "";
  private int lineLength;
  private final boolean isHeading;
  private final boolean hasMark;

  private Prose(
      Layout layout,
      AttributedStyle base,
      Wrapper wrapper,
      StringBuilder held,
      boolean isHeading,
      boolean hasMark) {
    this.layout = layout;
    this.base = base;
    this.wrapper = wrapper;
    this.held = held;
    this.isHeading = isHeading;
    this.hasMark = hasMark;
    this.isUntouched = true;
    this.nextCheck = STEP;
  }

  /** Begins a paragraph; a mark of a list may stand before its first line. */
  static Prose paragraph(Layout layout, AttributedStyle base, Wrapper wrapper, boolean hasMark) {
    return new Prose(layout, base, wrapper, new StringBuilder(), false, hasMark);
  }

  static Prose heading(Layout layout, AttributedStyle base, Wrapper wrapper) {
    return new Prose(layout, base, wrapper, new StringBuilder(), true, false);
  }

  @Override
  public Leaf copy() {
    var copy = new Prose(layout, base, wrapper.copy(), new StringBuilder(held), isHeading, hasMark);
    copy.isLineStart = isLineStart;
    copy.tail = tail;
    copy.lineLength = lineLength;
    copy.lineStart = lineStart;
    copy.nextCheck = nextCheck;
    copy.lineEnded = lineEnded;
    copy.isUntouched = isUntouched;
    return copy;
  }

  @Override
  public void text(String part) {
    if (lineEnded) {
      var isSoft = lineLength >= WRAPPED_LINE && !tail.equals("  ") && !tail.endsWith("\\");
      append(isSoft ? " " : "\n");
      lineLength = 0;
      lineEnded = false;
      lineStart = held.length();
      settle();
    }
    var text = isLineStart ? part.stripLeading() : part;
    if (!text.isEmpty()) isLineStart = false;
    lineLength += text.length();
    var end = tail + text;
    tail = end.substring(Math.max(0, end.length() - 2));
    append(text);
  }

  private void append(String part) {
    for (var from = 0; from < part.length(); ) {
      var to = Math.min(part.length(), from + nextCheck - held.length());
      held.append(part, from, to);
      from = to;
      if (held.length() < nextCheck) continue;
      settle();
      nextCheck = held.length() + STEP;
    }
  }

  @Override
  public void endLine() {
    lineEnded = true;
    isLineStart = true;
    if (!isHeading) settle();
  }

  /** Gives to the wrapper what can no longer change. */
  private void settle() {
    var limit = limit();
    var cut = limit == 0 ? 0 : held.lastIndexOf(" ", limit - 1) + 1;
    cut = Math.max(cut, held.lastIndexOf("\n", limit - 1) + 1);
    if (cut > limit) cut = 0;
    if (cut > 0) cut = safe(cut);
    if (cut == 0 && held.length() >= MAX_HELD) cut = forced();
    if (cut > 0) give(cut);
  }

  /** Returns how much of the text is not held for what the next line may make of it. */
  private int limit() {
    var bar = held.indexOf("|", lineStart) >= 0 && held.length() - lineStart < MAX_HEAD;
    var first = isUntouched && lineStart == 0 && held.length() < LONG_LINE;
    return isHeading || !bar && !first ? held.length() : lineStart;
  }

  private int safe(int cut) {
    var read = layout.inlines(held.substring(0, cut), base);
    if (read.safe() >= cut) return cut;
    if (held.length() >= MAX_HELD) return cut;
    var before = Math.max(held.lastIndexOf(" ", read.safe()), held.lastIndexOf("\n", read.safe()));
    return Math.min(before + 1, read.safe());
  }

  /** A word without end is cut where it is. */
  private int forced() {
    var last = held.length() - 1;
    return Character.isHighSurrogate(held.charAt(last)) ? last : last + 1;
  }

  private void give(int cut) {
    Layout.wrap(layout.inlines(held.substring(0, cut), base).spans(), wrapper);
    held.delete(0, cut);
    lineStart = Math.max(0, lineStart - cut);
    isUntouched = false;
  }

  boolean isHeading() {
    return isHeading;
  }

  /** Returns whether a mark of a list stands before the first line. */
  boolean hasMark() {
    return hasMark;
  }

  /** Returns a heading of the same text. */
  Prose toHeading(AttributedStyle style) {
    return new Prose(layout, style, wrapper, held, true, hasMark);
  }

  /** Returns whether all of the block is one line that is still held. */
  boolean isOneLine() {
    return !isHeading && isUntouched && lineStart == 0;
  }

  /** Returns the last line if it is still held; empty if not. */
  String heldLine() {
    return isHeading || !isUntouched && lineStart == 0 && !wrapper.isAtStart()
        ? ""
        : held.substring(lineStart);
  }

  /** Takes the last line back; returns whether nothing is left. */
  boolean dropLine() {
    held.setLength(lineStart);
    if (!held.isEmpty()) held.setLength(lineStart - 1);
    return held.isEmpty() && isUntouched;
  }

  @Override
  public void assumeClosed() {
    var end = held.length();
    while (end > 0 && "*_~`".indexOf(held.charAt(end - 1)) >= 0) end--;
    held.setLength(end);
    held.append(layout.inlines(held.toString(), base).closing());
  }

  @Override
  public void end() {
    if (held.isEmpty() && !isUntouched && wrapper.isAtStart()) return;
    Layout.wrap(layout.inlines(held.toString(), base).spans(), wrapper);
    held.setLength(0);
    wrapper.breakLine();
  }

  @Override
  public List<AttributedString> finished() {
    return wrapper.finished();
  }
}
