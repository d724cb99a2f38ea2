package dev.jackdaw.mcp.login;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a header {@code WWW-Authenticate} of the scheme Bearer says (RFC 6750, RFC 9728). */
record Challenge(Map<String, String> parameters) {
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

  static Challenge of(String header) {
    var parameters = new TreeMap<String, String>();
    var matcher = PARAMETER.matcher(header.substring(0, Math.min(8_000, header.length())));
    while (matcher.find()) {
      var value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.putIfAbsent(
          matcher.group(1).toLowerCase(Locale.ROOT), value.replace("\\\"", "\""));
    }
    return new Challenge(parameters);
  }

  Optional<String> scope() {
    return Optional.ofNullable(parameters.get("scope")).filter(scope -> !scope.isBlank());
  }

  Optional<String> metadata() {
    return Optional.ofNullable(parameters.get("resource_metadata"));
  }
}
