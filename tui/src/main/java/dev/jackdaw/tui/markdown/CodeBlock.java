package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.highlight.Highlighter;
import dev.jackdaw.tui.text.LineBuilder;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Code, indented by two columns and with nothing else around it, so that it can be copied. Lines
 * that do not fit go on in the next one, where they would be cut. Lines longer than {@value
 * #LONG_LINE} characters are not highlighted.
 */
final class CodeBlock implements Leaf {
  private static final int LONG_LINE = 1_000;
  private static final int TAB = 4;
  private static final String INDENT = "  ";

  private final Layout layout;
  private final AttributedString prefix;
  private final Highlighter highlighter;
  private final Thrift thrift;
  private final StringBuilder line = new StringBuilder();
  private final List<AttributedString> done = new ArrayList<>();
  private boolean isLong;
  private int blank;

  CodeBlock(Layout layout, AttributedString prefix, Highlighter highlighter, Thrift thrift) {
    this.layout = layout;
    this.thrift = thrift;
    this.prefix = prefix;
    this.highlighter = highlighter;
  }

  @Override
  public Leaf copy() {
    var copy = new CodeBlock(layout, prefix, highlighter.copy(), thrift.copy());
    copy.line.append(line);
    copy.isLong = isLong;
    copy.blank = blank;
    return copy;
  }

  @Override
  public void text(String part) {
    for (var from = 0; from < part.length(); ) {
      var to = Math.min(part.length(), from + LONG_LINE - line.length());
      line.append(part, from, to);
      from = to;
      if (line.length() == LONG_LINE) giveLongPart();
    }
  }

  private void giveLongPart() {
    isLong = true;
    var cut = Character.isHighSurrogate(line.charAt(LONG_LINE - 1)) ? LONG_LINE - 1 : LONG_LINE;
    give(List.of(Span.of(expanded(line.substring(0, cut)), layout.style(Role.TEXT))));
    line.delete(0, cut);
  }

  @Override
  public void endLine() {
    var text = expanded(line);
    line.setLength(0);
    if (isLong) {
      if (!text.isEmpty()) give(List.of(Span.of(text, layout.style(Role.TEXT))));
    } else {
      var spans = highlighter.line(text);
      if (text.isBlank()) blank();
      else give(thrift.line(spans, layout));
    }
    isLong = false;
  }

  private void blank() {
    blank++;
    thrift.pause();
  }

  private static String expanded(CharSequence text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\t') out.repeat(' ', TAB - out.length() % TAB);
      else out.append(c);
    }
    return out.toString();
  }

  /** Blank lines are written once another follows, so that none stand at the end. */
  private void give(List<Span> spans) {
    for (; blank > 0; blank--) done.add(prefix);
    var cells = layout.abilities().cells();
    var builder = start();
    var room = Math.max(2, layout.width() - builder.width());
    var left = room;
    for (var span : spans) {
      for (var from = 0; from < span.text().length(); ) {
        var length = cells.fitting(span.text(), from, left);
        var piece = span.text().substring(from, from + length);
        var columns = cells.width(piece);
        if (columns > left && left < room) {
          done.add(builder.build());
          builder = start();
          left = room;
          continue;
        }
        builder.add(piece, span.style());
        left -= columns;
        from += length;
        if (left <= 0 && from < span.text().length()) {
          done.add(builder.build());
          builder = start();
          left = room;
        }
      }
    }
    done.add(builder.build());
  }

  private LineBuilder start() {
    return new LineBuilder(layout.abilities().cells())
        .add(prefix)
        .add(INDENT, layout.style(Role.TEXT));
  }

  @Override
  public void end() {
    if (!line.isEmpty()) endLine();
    blank = 0;
  }

  @Override
  public List<AttributedString> finished() {
    var lines = List.copyOf(done);
    done.clear();
    return lines;
  }
}
