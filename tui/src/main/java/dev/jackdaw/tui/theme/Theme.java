package dev.jackdaw.tui.theme;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** A style for every {@link Role}. Safe for use by several threads. */
@FunctionalInterface
public interface Theme {
  AttributedStyle style(Role role);

  /** Returns a theme in which nothing is marked. */
  static Theme plain() {
    return _ -> AttributedStyle.DEFAULT;
  }

  /** Returns the text in the style of the role; the text holds no escape sequences. */
  default AttributedString styled(Role role, String text) {
    return new AttributedString(text, style(role));
  }
}
