package dev.jackdaw.models.cassette;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: the values of variables whose names say that they hold one, and what
 * has the form of a well-known kind of key. Immutable.
 */
public final class Redactor {
  /** What stands in the place of a secret. */
  public static final String MARK = "[secret]";

  private static final List<String> WORDS =
      List.of("KEY", "TOKEN", "SECRET", "PASSW", "CREDENTIAL");
  private static final int LEAST_CHARS = 6;

  /** Anthropic, OpenAI, OpenRouter; Google; GitHub; GitLab; AWS; Slack; bearer tokens; PEM. */
  private static final Pattern FORMS =
      Pattern.compile(
          "sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,}|gh[pousr]_[A-Za-z0-9]{30,}"
              + "|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}|AKIA[A-Z0-9]{16}"
              + "|xox[abprs]-[A-Za-z0-9-]{10,}|Bearer [A-Za-z0-9._~+/-]{16,}=*"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\\\\\s]*"
              + "-----END [A-Z ]*PRIVATE KEY-----");

  private final List<String> values;

  /** Knows the secrets of an environment. */
  public Redactor(Map<String, String> environment) {
    var known = new ArrayList<String>();
    for (var variable : environment.entrySet()) {
      if (!isSecret(variable.getKey())) continue;
      if (variable.getValue().length() >= LEAST_CHARS) known.add(variable.getValue());
    }
    known.sort(Comparator.comparingInt(String::length).reversed());
    values = List.copyOf(known);
  }

  private static boolean isSecret(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    for (var word : WORDS) {
      if (upper.contains(word)) return true;
    }
    return false;
  }

  /** Returns the text with a mark in the place of every secret. */
  public String redact(String text) {
    var redacted = text;
    for (var value : values) redacted = redacted.replace(value, MARK);
    return FORMS.matcher(redacted).replaceAll("[secret]");
  }
}
