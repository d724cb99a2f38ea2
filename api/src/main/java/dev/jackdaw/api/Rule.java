package dev.jackdaw.api;

/**
 * A permission rule as users write it: {@code Tool} or {@code Tool(specifier)}.
 *
 * @param tool the tool's name, compared without regard to case, {@code -} and {@code _}
 * @param specifier what it applies to, empty for every call of the tool
 */
public record Rule(String tool, String specifier) {
  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static Rule parse(String text) {
    var trimmed = text.strip();
    var open = trimmed.indexOf('(');
    var tool = open < 0 ? trimmed : trimmed.substring(0, open);
    if (!isToolName(tool) || open >= 0 && !trimmed.endsWith(")")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a rule; write Tool or Tool(specifier)");
    }
    return new Rule(tool, open < 0 ? "" : trimmed.substring(open + 1, trimmed.length() - 1));
  }

  private static boolean isToolName(String name) {
    return !name.isEmpty()
        && name.chars().noneMatch(c -> c == ')' || c <= ' ' || Character.isWhitespace(c));
  }

  @Override
  public String toString() {
    return specifier.isEmpty() ? tool : tool + "(" + specifier + ")";
  }
}
