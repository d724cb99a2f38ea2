package dev.jackdaw.tui.text;

import dev.jackdaw.api.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Turns what a program printed into lines that are safe to show. Colours stay, as far as they can
 * be read; every other sequence is dropped. A carriage return begins the line anew, a backspace
 * takes back a character, tabs become spaces, and what controls, turns or hides text in another way
 * is made visible. Lines longer than {@value #MAX_LINE} characters are cut. The stream's pieces may
 * be cut anywhere. Not for use by several threads.
 */
public final class ToolText {
  private static final int MAX_LINE = 16_384;
  private static final int TAB = 8;

  private final Escapes escapes = new Escapes();
  private final Escapes.Sink sink =
      new Escapes.Sink() {
        @Override
        public void character(int codePoint) {
          ToolText.this.character(codePoint);
        }

        @Override
        public void control(String parameters, char end) {
          ToolText.this.control(parameters, end);
        }
      };
  private final Sgr colours;
  private final Cells cells;
  private final List<AttributedString> done = new ArrayList<>();
  private int[] points = new int[80];
  private AttributedStyle[] styles = new AttributedStyle[80];
  private int length;
  private boolean returned;
  private boolean wasCut;

  /** Follows a stream. */
  public ToolText(Sgr colours, Cells cells) {
    this.colours = colours;
    this.cells = cells;
  }

  /** Returns the lines of a whole text. */
  public static List<AttributedString> lines(String text, Sgr colours, Cells cells) {
    var filter = new ToolText(colours, cells);
    var lines = new ArrayList<>(filter.accept(text));
    lines.addAll(filter.end());
    return lines;
  }

  /** Returns the lines that are finished now, each once. */
  public List<AttributedString> accept(String piece) {
    escapes.accept(piece, sink);
    return drain();
  }

  /** Returns the line that is not finished, as it looks now. */
  public AttributedString open() {
    return line();
  }

  /** Ends the stream; returns the last line if it had no end. */
  public List<AttributedString> end() {
    escapes.end(sink);
    if (length > 0) endLine();
    return drain();
  }

  private List<AttributedString> drain() {
    var lines = List.copyOf(done);
    done.clear();
    return lines;
  }

  private void control(String parameters, char end) {
    if (end == 'm') colours.accept(parameters);
    else if (end == 'G' && (parameters.isEmpty() || parameters.equals("1"))) returned = true;
  }

  private void character(int c) {
    switch (c) {
      case '\n' -> {
        if (length > 0 || !wasCut) endLine();
        wasCut = false;
      }
      case '\r' -> returned = true;
      case '\b' -> {
        if (length > 0) length--;
      }
      case '\t' -> put(c);
      default -> {
        if (!VisibleText.isHidden(c)) put(c);
        else if (c != 0) shown(c).codePoints().forEach(this::put);
      }
    }
  }

  private static String shown(int c) {
    var out = new StringBuilder();
    VisibleText.append(c, out);
    return out.toString();
  }

  private void put(int c) {
    if (returned) length = 0;
    returned = false;
    wasCut = false;
    if (length == points.length) {
      points = Arrays.copyOf(points, 2 * length);
      styles = Arrays.copyOf(styles, 2 * length);
    }
    points[length] = c;
    styles[length++] = colours.style();
    if (length < MAX_LINE) return;
    endLine();
    wasCut = true;
  }

  private void endLine() {
    done.add(line());
    length = 0;
    returned = false;
  }

  private AttributedString line() {
    var out = new AttributedStringBuilder(length);
    var run = new StringBuilder();
    var column = 0;
    for (var i = 0; i < length; i++) {
      if (i > 0 && !styles[i].equals(styles[i - 1])) {
        out.append(run, styles[i - 1]);
        run.setLength(0);
      }
      if (points[i] == '\t') {
        var spaces = TAB - column % TAB;
        run.repeat(' ', spaces);
        column += spaces;
      } else {
        var start = run.length();
        run.appendCodePoint(points[i]);
        column += cells.widthAt(run, start);
      }
    }
    if (length > 0) out.append(run, styles[length - 1]);
    return out.toAttributedString();
  }
}
