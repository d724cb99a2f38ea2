package dev.jackdaw.tui.picture;

import dev.jackdaw.tui.text.Cells;
import dev.jackdaw.tui.text.Styles;
import dev.jackdaw.tui.theme.Colour;
import dev.jackdaw.tui.theme.Look;
import dev.jackdaw.tui.theme.Look.Attribute;
import dev.jackdaw.tui.theme.Rgb;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/**
 * Draws a screen as SVG: a grid of cells, each run of a style placed at its column, whatever font
 * the reader has. Text is escaped; nothing of it is a link, a script or a style. Blanks side by
 * side cannot be broken, because SVG joins others.
 *
 * @param ink what is written with by default
 * @param paper what is behind it
 */
public record SvgPicture(Rgb ink, Rgb paper, Cells cells) {
  private static final double WIDTH = 8.4;
  private static final int HEIGHT = 18;
  private static final int MARGIN = 12;
  private static final int BASELINE = 13;

  /** Dark paper, in a terminal that counts code points. */
  public static final SvgPicture DARK =
      new SvgPicture(Rgb.of(0xd8dee9), Rgb.of(0x16181d), Cells.CLUSTERS);

  /** Light paper, in a terminal that counts code points. */
  public static final SvgPicture LIGHT =
      new SvgPicture(Rgb.of(0x24292f), Rgb.of(0xffffff), Cells.CLUSTERS);

  /**
   * Draws lines on a screen of that many columns; the title is read out in place of the picture.
   */
  public String of(List<AttributedString> lines, int columns, String title) {
    var width = Math.ceil(columns * WIDTH) + 2 * MARGIN;
    var height = lines.size() * HEIGHT + 2 * MARGIN;
    var body = new StringBuilder();
    for (var row = 0; row < lines.size(); row++) line(lines.get(row), row, body);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" role="img" aria-label="%s">
    <rect width="100%%" height="100%%" rx="8" fill="%s"/>
    <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="%s">
    %s</g>
    </svg>
    """
        .formatted(number(width), height, escaped(title), paper, ink, body);
  }

  private void line(AttributedString line, int row, StringBuilder out) {
    var column = 0;
    for (var at = 0; at < line.length(); ) {
      var end = line.runLimit(at);
      var text = line.subSequence(at, end).toString();
      var columns = cells.width(text);
      run(text, Styles.look(line.styleAt(at)), row, column, columns, out);
      column += columns;
      at = end;
    }
  }

  private void run(String text, Look look, int row, int column, int columns, StringBuilder out) {
    var inverse = look.attributes().contains(Attribute.INVERSE);
    var front = look.foreground().map(SvgPicture::rgb).orElse(ink);
    var back = look.background().map(SvgPicture::rgb).orElse(paper);
    var x = number(MARGIN + column * WIDTH);
    var y = MARGIN + row * HEIGHT;
    if (inverse || look.background().isPresent()) {
      out.append(
          "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>\n"
              .formatted(x, y, number(columns * WIDTH), HEIGHT, inverse ? front : back));
    }
    if (text.isBlank()) return;
    var fill = inverse ? back : front;
    var written = text.strip();
    var lead = text.indexOf(written);
    var place = number(MARGIN + (column + lead) * WIDTH);
    out.append(
        "<text x=\"%s\" y=\"%d\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\""
            .formatted(place, y + BASELINE, number(cells.width(written) * WIDTH)));
    if (!fill.equals(ink)) out.append(" fill=\"").append(fill).append('"');
    out.append(attributes(look))
        .append('>')
        .append(escaped(written.replace("  ", "\u00a0\u00a0")))
        .append("</text>\n");
  }

  private static String attributes(Look look) {
    var lines =
        look.attributes().stream()
            .filter(a -> a == Attribute.UNDERLINE || a == Attribute.STRIKE)
            .map(a -> a == Attribute.UNDERLINE ? "underline" : "line-through")
            .sorted()
            .collect(Collectors.joining(" "));
    return (look.attributes().contains(Attribute.BOLD) ? " font-weight=\"bold\"" : "")
        + (look.attributes().contains(Attribute.ITALIC) ? " font-style=\"italic\"" : "")
        + (look.attributes().contains(Attribute.FAINT) ? " opacity=\"0.65\"" : "")
        + (lines.isEmpty() ? "" : " text-decoration=\"" + lines + "\"");
  }

  private static Rgb rgb(Colour colour) {
    return switch (colour) {
      case Rgb rgb -> rgb;
      case Colour.Numbered(var index) -> Rgb.indexed(index);
    };
  }

  private static String number(double value) {
    var text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(c < ' ' || c == 0xfffe || c == 0xffff ? '\ufffd' : c);
      }
    }
    return out.toString();
  }
}
