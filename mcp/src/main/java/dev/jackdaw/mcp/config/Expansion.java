package dev.jackdaw.mcp.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Puts variables of the environment into texts: {@code ${NAME}} and {@code ${NAME:-default}}. */
final class Expansion {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}");

  private final Map<String, String> variables;

  Expansion(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Returns the text with the values.
   *
   * @throws ConfigException when a variable is not set and has no default
   */
  String of(String text) throws ConfigException {
    var matcher = VARIABLE.matcher(text);
    var out = new StringBuilder();
    var from = 0;
    while (matcher.find()) {
      var value = variables.get(matcher.group(1));
      if (value == null || value.isEmpty() && matcher.group(2) != null) value = matcher.group(2);
      if (value == null) {
        throw new ConfigException(
            "the variable "
                + matcher.group(1)
                + " is not set; set it, or write ${"
                + matcher.group(1)
                + ":-default}");
      }
      out.append(text, from, matcher.start()).append(value);
      from = matcher.end();
    }
    return out.append(text, from, text.length()).toString();
  }
}
