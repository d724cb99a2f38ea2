package dev.jackdaw.tui.highlight;

import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.List;
import java.util.function.Function;

/** Gives a whole line one role, by its beginning: differences, markdown, text. */
record LineMarker(Theme theme, Function<String, Role> roleOf) implements Highlighter {
  @Override
  public List<Span> line(String line) {
    return List.of(Span.of(line, theme.style(roleOf.apply(line))));
  }

  @Override
  public Highlighter copy() {
    return this;
  }

  static Role ofDiff(String line) {
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
      return Role.STRONG;
    }
    if (line.startsWith("+") || line.startsWith(">")) return Role.DIFF_ADDED;
    if (line.startsWith("-") || line.startsWith("<")) return Role.DIFF_REMOVED;
    return line.startsWith("@@") ? Role.ACCENT : Role.TEXT;
  }

  static Role ofMarkdown(String line) {
    var text = line.stripLeading();
    if (text.matches("#{1,6}( .*)?")) return Role.HEADING;
    if (text.startsWith("```") || text.startsWith("~~~")) return Role.CODE_COMMENT;
    return text.startsWith(">") ? Role.QUOTE : Role.TEXT;
  }
}
