package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * A permission rule with its origin.
 *
 * @param base the folder that paths of the rule which begin with a single slash start from
 * @param matching what the rule must speak of: commands, paths, hosts, as its specifier does
 * @param sparing what it must not speak of
 */
public record PermissionRule(
    Verdict verdict,
    Rule rule,
    Origin origin,
    Path base,
    List<String> matching,
    List<String> sparing) {
  public PermissionRule {
    matching = List.copyOf(matching);
    sparing = List.copyOf(sparing);
  }

  /** A rule without examples. */
  public PermissionRule(Verdict verdict, Rule rule, Origin origin, Path base) {
    this(verdict, rule, origin, base, List.of(), List.of());
  }

  /** Returns whether it came with examples, which are tried before the rule is used. */
  public boolean hasExamples() {
    return !matching.isEmpty() || !sparing.isEmpty();
  }

  /** What a rule says about the calls it applies to. */
  public enum Verdict {
    ALLOW,
    ASK,
    DENY
  }
}
