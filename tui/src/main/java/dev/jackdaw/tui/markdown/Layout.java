package dev.jackdaw.tui.markdown;

import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.Span;
import dev.jackdaw.tui.text.Wrapper;
import dev.jackdaw.tui.theme.Role;
import dev.jackdaw.tui.theme.Theme;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** What markdown is drawn with. */
record Layout(Theme theme, IntSupplier columns, Capabilities abilities) {
  private static final int NARROWEST = 4;

  int width() {
    return Math.max(NARROWEST, columns.getAsInt());
  }

  int width(AttributedString text) {
    return abilities.cells().width(text);
  }

  AttributedStyle style(Role role) {
    return theme.style(role);
  }

  Wrapper wrapper(AttributedString first, AttributedString next) {
    return new Wrapper(width(), first, next, abilities.cells());
  }

  Inlines.Read inlines(String text, AttributedStyle base) {
    return Inlines.read(text, base, theme, abilities);
  }

  /** Hands running text to the wrapper. */
  static void wrap(List<Span> spans, Wrapper wrapper) {
    for (var span : spans) {
      if (span.text().equals(Inlines.BREAK)) wrapper.breakLine();
      else wrapper.add(span);
    }
  }
}
