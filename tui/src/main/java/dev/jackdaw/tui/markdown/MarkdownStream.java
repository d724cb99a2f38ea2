package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.SafeText;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.utils.AttributedString;

/**
 * Draws markdown while it arrives. Lines that are finished are returned once and never change; they
 * are the same however the text is cut. What is not finished can be drawn as it looks now; it is
 * bounded, so that the cost of a reply grows with its length alone. The text may hold anything: it
 * passes {@link SafeText}. Not for use by several threads.
 */
public final class MarkdownStream {
  /** A line is begun once it is as long, without waiting for its end. */
  private static final int LONG_LINE = 256;

  /** As long may a row of a table be. */
  private static final int LONG_ROW = 4_096;

  private final SafeText filter = SafeText.toRead();
  private final Blocks blocks;
  private final StringBuilder line = new StringBuilder();
  private boolean isBegun;

  /**
   * Begins a text.
   *
   * @param width in columns, asked for at the beginning of each block
   */
  public MarkdownStream(Theme theme, IntSupplier width, Capabilities capabilities) {
    this.blocks = new Blocks(new Layout(theme, width, capabilities));
  }

  /** Returns the lines of a whole text. */
  public static List<AttributedString> lines(
      String text, Theme theme, int width, Capabilities capabilities) {
    var stream = new MarkdownStream(theme, () -> width, capabilities);
    var lines = new ArrayList<>(stream.accept(text));
    lines.addAll(stream.end());
    return lines;
  }

  /** Takes the next piece and returns the lines that are finished now, each once. */
  public List<AttributedString> accept(String delta) {
    take(filter.accept(delta));
    return blocks.finished();
  }

  /** Returns what is not finished, as it looks now: open marks are drawn as if they were closed. */
  public List<AttributedString> open() {
    var copy = blocks.copy();
    if (isBegun) copy.more(line.toString());
    else if (!isOnlyMarks()) copy.begin(line.toString(), true);
    copy.assumeClosed();
    copy.end();
    return copy.finished();
  }

  /** What begins a block is not shown before it is known what it begins. */
  private boolean isOnlyMarks() {
    return line.chars().allMatch(c -> " \t#>*+-_~`=|:".indexOf(c) >= 0);
  }

  /** Ends the text and returns its last lines. */
  public List<AttributedString> end() {
    take(filter.end());
    if (isBegun || !line.isEmpty()) endLine();
    blocks.end();
    return blocks.finished();
  }

  private void take(String text) {
    for (var from = 0; from < text.length(); ) {
      var end = text.indexOf('\n', from);
      takePart(text, from, end < 0 ? text.length() : end);
      if (end < 0) return;
      endLine();
      from = end + 1;
    }
  }

  private void takePart(String text, int from, int to) {
    for (var at = from; at < to; ) {
      var most = line.length() < LONG_LINE ? LONG_LINE : LONG_ROW;
      var end = Math.min(to, at + Math.max(1, most - line.length()));
      line.append(text, at, end);
      at = end;
      if (isBegun || isLong()) give();
    }
  }

  private boolean isLong() {
    if (line.length() < LONG_LINE) return false;
    return line.length() >= LONG_ROW
        || line.length() == LONG_LINE && !blocks.mayBeRow(line.toString());
  }

  private void give() {
    if (isBegun) blocks.more(line.toString());
    else blocks.begin(line.toString(), false);
    isBegun = true;
    line.setLength(0);
  }

  private void endLine() {
    if (isBegun) blocks.more(line.toString());
    else blocks.begin(line.toString(), true);
    blocks.endLine();
    line.setLength(0);
    isBegun = false;
  }
}
