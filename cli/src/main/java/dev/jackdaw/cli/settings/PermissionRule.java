package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Rule;
import java.nio.file.Path;

/**
 * A permission rule with its origin.
 *
 * @param base the folder that paths of the rule which begin with a single slash start from
 */
public record PermissionRule(Verdict verdict, Rule rule, Origin origin, Path base) {
  /** What a rule says about the calls it applies to. */
  public enum Verdict {
    ALLOW,
    ASK,
    DENY
  }
}
