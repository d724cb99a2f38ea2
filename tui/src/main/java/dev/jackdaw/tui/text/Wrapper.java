package dev.jackdaw.tui.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Breaks running text into lines, between words where it can and between the characters of a word
 * that is wider than a line. What it has returned depends on nothing that comes later.
 */
public final class Wrapper {
  private final int width;
  private final Cells cells;
  private final AttributedString next;
  private final int nextWidth;
  private final List<AttributedString> done = new ArrayList<>();
  private final List<Span> word = new ArrayList<>();
  private final List<Span> gap = new ArrayList<>();
  private LineBuilder line;
  private int start;
  private int wordWidth;
  private int gapWidth;

  /**
   * Starts a text.
   *
   * @param first what stands before the first line
   * @param next what stands before all others
   */
  public Wrapper(int width, AttributedString first, AttributedString next, Cells cells) {
    this.width = width;
    this.cells = cells;
    this.next = next;
    this.nextWidth = cells.width(next);
    this.line = new LineBuilder(cells).add(first);
    this.start = line.width();
  }

  private Wrapper(Wrapper other) {
    this(other.width, AttributedString.EMPTY, other.next, other.cells);
    line.add(other.line.build());
    start = other.start;
    word.addAll(other.word);
    gap.addAll(other.gap);
    wordWidth = other.wordWidth;
    gapWidth = other.gapWidth;
  }

  /** Returns one that goes on by itself from here. */
  public Wrapper copy() {
    return new Wrapper(this);
  }

  public void add(List<Span> spans) {
    for (var span : spans) add(span);
  }

  public void add(Span span) {
    var text = span.text();
    var from = 0;
    var pending = 0;
    for (var at = 0; at < text.length(); ) {
      var length = cells.lengthAt(text, at);
      var columns = cells.widthAt(text, at);
      if (text.charAt(at) == ' ' || columns >= 2) {
        grow(span, from, at);
        if (columns >= 2) wide(span, at, length);
        else space(span);
        from = at + length;
        pending = 0;
      } else {
        if (wordWidth + pending + columns > room()) {
          grow(span, from, at);
          endWord();
          from = at;
          pending = 0;
        }
        pending += columns;
      }
      at += length;
    }
    grow(span, from, text.length());
  }

  /** The widest that fits every line. */
  private int room() {
    return Math.max(1, width - Math.max(start, nextWidth));
  }

  private void grow(Span span, int from, int to) {
    if (from == to) return;
    var text = span.text().substring(from, to);
    word.add(new Span(text, span.style(), span.target()));
    wordWidth += cells.width(text);
  }

  private void space(Span span) {
    endWord();
    gap.add(new Span(" ", span.style(), span.target()));
    gapWidth++;
  }

  /** Between the characters of Chinese, Japanese and Korean a line may end anywhere. */
  private void wide(Span span, int at, int length) {
    endWord();
    grow(span, at, at + length);
    endWord();
  }

  private void endWord() {
    if (word.isEmpty()) return;
    if (line.width() + gapWidth + wordWidth > width && line.width() > start) endLine();
    else gap.forEach(line::add);
    word.forEach(line::add);
    clear();
  }

  private void clear() {
    word.clear();
    gap.clear();
    wordWidth = 0;
    gapWidth = 0;
  }

  private void endLine() {
    done.add(line.build());
    line = new LineBuilder(cells).add(next);
    start = line.width();
  }

  /** Ends the line, also an empty one. */
  public void breakLine() {
    endWord();
    clear();
    endLine();
  }

  /** Returns the lines that are finished, each once. */
  public List<AttributedString> finished() {
    var lines = List.copyOf(done);
    done.clear();
    return lines;
  }

  /** Ends the text and returns its last lines. */
  public List<AttributedString> end() {
    breakLine();
    return finished();
  }

  /** Returns whether the line holds nothing but what stands before it. */
  public boolean isAtStart() {
    return line.width() == start && word.isEmpty();
  }
}
