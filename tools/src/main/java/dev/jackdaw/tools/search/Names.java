package dev.jackdaw.tools.search;

import dev.jackdaw.api.VisibleText;

/** File names as they can be shown in a line of their own. */
final class Names {
  private Names() {}

  /**
   * Returns the name with what could pass for another line, or for another name, made visible:
   * control characters as bash spells them, the rest as {@link VisibleText} does.
   */
  static String visible(String name) {
    if (name.codePoints().noneMatch(VisibleText::isHidden)) return name;
    var out = new StringBuilder();
    name.codePoints().forEach(c -> append(c, out));
    return out.toString();
  }

  private static void append(int c, StringBuilder out) {
    if (!Character.isISOControl(c)) VisibleText.append(c, out);
    else
      out.append("\\x")
          .append(Character.forDigit(c >> 4, 16))
          .append(Character.forDigit(c & 15, 16));
  }
}
