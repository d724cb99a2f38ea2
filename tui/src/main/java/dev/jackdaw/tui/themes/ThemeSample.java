package dev.jackdaw.tui.themes;

import dev.jackdaw.tui.diff.DiffView;
import dev.jackdaw.tui.markdown.MarkdownStream;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** A few lines in which most roles occur. */
public final class ThemeSample {
  private static final String TEXT =
      """
      # Heading
      Text with **strong**, *emphasis*, `code` and [a link](https://example.org).
      > A quotation

      ```java
      /** A comment. */
      int count(List<String> all) { return all.size() + 1; } // "text"
      ```
      """;

  private ThemeSample() {}

  /** Returns the lines, none wider than the width. */
  public static List<AttributedString> lines(Theme theme, int width, Capabilities abilities) {
    var lines = new ArrayList<>(MarkdownStream.lines(TEXT, theme, width, abilities));
    lines.add(AttributedString.EMPTY);
    var before = "int limit = 10;\nreturn old(limit);\n";
    var after = "int limit = 10;\nreturn fresh(limit);\n";
    lines.addAll(new DiffView(theme, width, abilities).edit(before, after, 41));
    lines.add(AttributedString.EMPTY);
    var words = new AttributedStringBuilder();
    for (var role :
        List.of(Role.GOOD, Role.BAD, Role.WARNING, Role.QUESTION, Role.ACCENT, Role.DIM)) {
      words.append(theme.styled(role, role.name().toLowerCase(Locale.ROOT))).append(" ");
    }
    words.append(theme.styled(Role.SELECTION, "selection"));
    var line = words.toAttributedString();
    lines.add(line.subSequence(0, Math.min(width, line.length())));
    return lines;
  }
}
