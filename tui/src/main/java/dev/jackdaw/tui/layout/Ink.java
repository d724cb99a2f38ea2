package dev.jackdaw.tui.layout;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.OutputFilter;
import dev.jackdaw.tui.Signs;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Writes styled lines: none of them holds a line end, a tab or a control character. */
public record Ink(Theme theme, Signs signs) {
  private static final String TAB = "    ";

  /** Returns a line; what others wrote is made visible and put on it whole. */
  public AttributedString line(Role role, String text) {
    return theme.styled(role, VisibleText.inOneLine(text));
  }

  /** Returns the lines of a text, each with every character visible, tabs too. */
  public List<AttributedString> judged(Role role, String text) {
    return split(role, VisibleText.of(text).replace('\t', '␉'));
  }

  /** Returns the lines of a text to read: what would colour it is left out, tabs are spaces. */
  public List<AttributedString> read(Role role, String text) {
    return split(role, OutputFilter.all(text).replace("\t", TAB));
  }

  private List<AttributedString> split(Role role, String text) {
    var lines = new ArrayList<AttributedString>();
    for (var line : text.split("\n", -1)) lines.add(theme.styled(role, line));
    return lines;
  }

  /** Returns pieces behind each other. */
  public static AttributedString join(AttributedString... pieces) {
    return AttributedString.join(AttributedString.EMPTY, pieces);
  }

  /** Returns the line cut to a width. */
  public AttributedString cut(AttributedString line, int width) {
    return Columns.cut(line, width, signs.dots());
  }
}
