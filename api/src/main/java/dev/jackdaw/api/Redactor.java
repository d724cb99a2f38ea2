package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: the values of variables whose names say that they hold one, what was
 * learnt since, and what has the form of a well-known kind of key. Safe for use by several threads.
 */
public final class Redactor {
  /** What stands in the place of a secret. */
  public static final String MARK = "[secret]";

  private static final Pattern NAMES =
      Pattern.compile(
          "(?:.*_)?(?:[A-Z]*KEY|[A-Z]*TOKEN|[A-Z]*SECRET|[A-Z]*PASSWORD|PASSWD|PASSPHRASE"
              + "|CREDENTIALS?|PAT)(?:_?\\d+)?");

  private static final int LEAST_CHARS = 6;

  /** Keys are not words: the part behind a prefix holds digits and capitals. */
  private static final String MIXED =
      "(?=[A-Za-z0-9_-]{0,200}?[0-9])(?=[A-Za-z0-9_-]{0,200}?[A-Z])";

  /** Anthropic, OpenAI, OpenRouter; Google; GitHub; GitLab; AWS; Slack; npm; bearer tokens; PEM. */
  private static final Pattern FORMS =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])(?:sk-"
              + MIXED
              + "[A-Za-z0-9_-]{20,}|AIza[A-Za-z0-9_-]{35}|gh[pousr]_[A-Za-z0-9]{30,}"
              + "|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|npm_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,}|Bearer "
              + MIXED
              + "[A-Za-z0-9._~+/-]{16,}=*)"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\\\\\s]*+"
              + "(?:-----END [A-Z ]*PRIVATE KEY-----)?");

  /** What looks like a key at all, words included. */
  private static final Pattern ROUGHLY =
      Pattern.compile("sk-[A-Za-z0-9_-]{16,}|Bearer [A-Za-z0-9._~+/-]{16,}=*");

  private final List<String> values = new CopyOnWriteArrayList<>();
  private final boolean roughly;

  /** Knows the secrets of an environment. */
  public Redactor(Map<String, String> environment) {
    this(environment, false);
  }

  /**
   * Returns one for what may be given to others: better a word too many is taken out than a key too
   * few.
   */
  public static Redactor forSharing(Map<String, String> environment) {
    return new Redactor(environment, true);
  }

  private Redactor(Map<String, String> environment, boolean roughly) {
    this.roughly = roughly;
    var known = new ArrayList<String>();
    for (var variable : environment.entrySet()) {
      if (isSecret(variable.getKey(), variable.getValue())) known.add(variable.getValue());
    }
    known.sort(Comparator.comparingInt(String::length).reversed());
    values.addAll(known);
  }

  private static boolean isSecret(String name, String value) {
    return value.length() >= LEAST_CHARS
        && !value.startsWith("/")
        && NAMES.matcher(name.toUpperCase(Locale.ROOT).replace('-', '_')).matches();
  }

  /** Takes one more to be a secret from now on, such as a key that was fetched. */
  public void learn(String secret) {
    if (secret.length() >= LEAST_CHARS && !values.contains(secret)) values.addFirst(secret);
  }

  /** Returns the text with a mark in the place of every secret. */
  public String redact(String text) {
    var redacted = FORMS.matcher(known(text)).replaceAll("[secret]");
    return roughly ? ROUGHLY.matcher(redacted).replaceAll("[secret]") : redacted;
  }

  /** Returns the text with a mark in the place of every secret that is known by its value. */
  public String known(String text) {
    var redacted = text;
    for (var value : values) redacted = redacted.replace(value, MARK);
    return redacted;
  }

  /** Returns the result with a mark in the place of every secret, in its details too. */
  public ToolResult redact(ToolResult result) {
    var content = new ArrayList<Block.Content>(result.content().size());
    for (var block : result.content()) {
      content.add(
          block instanceof Block.Text(var text, var label)
              ? new Block.Text(redact(text), label)
              : block);
    }
    var details = redact(result.details()) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    return new ToolResult(result.status(), content, details, result.label());
  }

  private Json redact(Json json) {
    return switch (json) {
      case Json.Str(var text) -> Json.of(redact(text));
      case Json.Arr array -> Json.array(array.elements().stream().map(this::redact).toList());
      case Json.Obj object -> {
        var builder = Json.object();
        object.members().forEach((name, value) -> builder.put(name, redact(value)));
        yield builder.build();
      }
      default -> json;
    };
  }
}
