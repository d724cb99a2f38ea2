package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.settings.PermissionRule;
import dev.jackdaw.cli.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the examples a rule came with: whoever wrote it learns at once that it means something
 * else, and nothing runs by a rule that does.
 */
final class RuleExamples {
  private final Judge judge;
  private final Policies policies;

  /** {@code judge} knows the tools; its policy does not matter. */
  RuleExamples(Judge judge, Policies policies) {
    this.judge = judge;
    this.policies = policies;
  }

  /** A rule by itself, asked about one of its examples. */
  record Tried(PermissionRule rule, String example, boolean expected, boolean found) {
    boolean isRight() {
      return expected == found;
    }

    String complaint() {
      return "%s: the rule %s was written to %s \"%s\", but it does%s. Correct the rule or the example"
          .formatted(
              rule.origin(),
              rule.rule(),
              expected ? "match" : "spare",
              example,
              expected ? " not" : "");
    }
  }

  List<Tried> all(List<PermissionRule> rules) {
    var tried = new ArrayList<Tried>();
    for (var rule : rules) {
      for (var example : rule.matching()) tried.add(tried(rule, example, true));
      for (var example : rule.sparing()) tried.add(tried(rule, example, false));
    }
    return tried;
  }

  private Tried tried(PermissionRule rule, String example, boolean expected) {
    var tool = rule.rule().tool();
    var query =
        tool.startsWith("mcp__") ? Query.ofText(example) : Query.ofText(tool + "(" + example + ")");
    var alone = judge.with(policies.of(rule));
    return new Tried(rule, example, expected, alone.judge(query).ruling().rule().isPresent());
  }

  /**
   * Throws what is wrong with the first rule whose examples say something else than the rule.
   *
   * @throws SettingsException when there is one
   */
  void require(List<PermissionRule> rules) {
    for (var tried : all(rules)) {
      if (!tried.isRight()) throw new SettingsException(tried.complaint() + ".");
    }
  }

  /** Tries the examples of rules that have some; costs nothing where none has. */
  static void require(Workspace workspace, Policies policies, List<PermissionRule> rules) {
    var checked = rules.stream().filter(PermissionRule::hasExamples).toList();
    if (checked.isEmpty()) return;
    var plain = new Judge(workspace, policies.empty(), Mode.DEFAULT, AllTools.list());
    new RuleExamples(plain, policies).require(checked);
  }
}
