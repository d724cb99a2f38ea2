package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the values of variables that hold secrets out of everything that is printed. */
final class Secrets {
  private static final List<String> WORDS =
      List.of("KEY", "TOKEN", "SECRET", "PASSW", "CREDENTIAL");
  private static final int LEAST_CHARS = 6;

  private final List<String> values = new ArrayList<>();

  Secrets(Environment environment) {
    for (var variable : environment.variables().entrySet()) {
      if (!isSecret(variable.getKey())) continue;
      if (variable.getValue().length() >= LEAST_CHARS) values.add(variable.getValue());
    }
  }

  private static boolean isSecret(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    for (var word : WORDS) {
      if (upper.contains(word)) return true;
    }
    return false;
  }

  Finding redact(Finding finding) {
    return new Finding(
        finding.status(), finding.subject(), redact(finding.detail()), redact(finding.remedy()));
  }

  private String redact(String text) {
    var redacted = text;
    for (var value : values) redacted = redacted.replace(value, "[secret]");
    return redacted;
  }
}
