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
    if (open < 0) {
      if (trimmed.isEmpty() || trimmed.indexOf(')') >= 0 || trimmed.indexOf(' ') >= 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is not a rule; write Tool or Tool(specifier)");
      }
      return new Rule(trimmed, "");
    }
    if (open == 0 || !trimmed.endsWith(")")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a rule; write Tool or Tool(specifier)");
    }
    return new Rule(trimmed.substring(0, open), trimmed.substring(open + 1, trimmed.length() - 1));
  }

  @Override
  public String toString() {
    return specifier.isEmpty() ? tool : tool + "(" + specifier + ")";
  }
}
