package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.PermissionRule;
import dev.jackdaw.cli.settings.Proposal;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.Familiarity;
import dev.jackdaw.policy.Layer;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.policy.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the policy that settings describe. */
public final class Policies {
  private final Workspace workspace;
  private final Optional<Path> home;

  public Policies(Workspace workspace, Environment environment) {
    this.workspace = workspace;
    this.home = environment.home().map(CanonicalPath::of);
  }

  /**
   * Returns the policy.
   *
   * @param trusted whether what the project proposes is in force, and its text the user's own
   * @throws dev.jackdaw.cli.settings.SettingsException when a rule is not what its examples say
   */
  public RulePolicy of(Settings settings, boolean trusted, Supplier<Confinement> confinement) {
    RuleExamples.require(workspace, this, settings.rules());
    return unchecked(settings, trusted, confinement);
  }

  /** Returns the policy without a look at the examples of its rules. */
  public RulePolicy unchecked(
      Settings settings, boolean trusted, Supplier<Confinement> confinement) {
    var builder = builder().confinement(confinement);
    for (var rule : settings.rules()) add(builder, rule);
    if (trusted) {
      for (var proposal : settings.proposals()) accept(builder, proposal);
    }
    if (settings.bypassForbidden().isPresent()) builder.forbidBypass();
    var foreign = !trusted || settings.workspaceTextForeign().isPresent();
    builder.workspaceText(foreign ? Familiarity.FOREIGN : Familiarity.OWN);
    return builder.build();
  }

  /** Returns the policy without rules. */
  RulePolicy empty() {
    return builder().build();
  }

  /** Returns a policy with one rule only. */
  RulePolicy of(PermissionRule rule) {
    var builder = builder();
    add(builder, rule);
    return builder.build();
  }

  private PolicyBuilder builder() {
    var builder = new PolicyBuilder(workspace);
    home.ifPresent(builder::home);
    return builder;
  }

  private static void add(PolicyBuilder builder, PermissionRule rule) {
    var layer =
        switch (rule.origin().layer()) {
          case MANAGED -> Layer.MANAGED;
          case OPTION, COMMAND_LINE -> Layer.SESSION;
          case PROJECT_LOCAL, PROJECT -> Layer.PROJECT;
          case USER -> Layer.USER;
        };
    var source = new Source(layer, rule.origin().where(), CanonicalPath.of(rule.base()));
    var text = List.of(rule.rule().toString());
    switch (rule.verdict()) {
      case ALLOW -> builder.allow(source, text);
      case ASK -> builder.ask(source, text);
      case DENY -> builder.deny(source, text);
    }
  }

  /** Who trusts a project makes its allow rules their own. */
  private void accept(PolicyBuilder builder, Proposal proposal) {
    if (!proposal.isAcceptedByTrust()) return;
    if (!(proposal.value() instanceof Json.Arr(var elements))) return;
    var source = new Source(Layer.SESSION, "trusted, " + proposal.origin(), workspace.directory());
    for (var element : elements) {
      if (element instanceof Json.Str(var text)) builder.allow(source, List.of(text));
    }
  }
}
