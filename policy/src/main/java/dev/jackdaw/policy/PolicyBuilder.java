package dev.jackdaw.policy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.policy.names.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a {@link RulePolicy} of the lists that settings and flags hold. A text that is not a rule
 * is a {@link JackdawException} of kind user and code {@code bad-rule} that names where it stands.
 * Not for use by several threads.
 */
public final class PolicyBuilder {
  private final Workspace workspace;
  private final List<CompiledRule> rules = new ArrayList<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private Path home = Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
  private RulePolicy.Bypass bypass = RulePolicy.Bypass.PERMITTED;
  private Supplier<Confinement> confinement = () -> Confinement.NONE;
  private Familiarity familiarity = Familiarity.OWN;

  public PolicyBuilder(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Sets what {@code ~} stands for; the property {@code user.home} otherwise. */
  public PolicyBuilder home(Path canonical) {
    home = canonical;
    return this;
  }

  /** Adds what may happen unasked; from a project these become {@link RulePolicy#proposals()}. */
  public PolicyBuilder allow(Source source, List<String> texts) {
    for (var text : texts) {
      var compiled = compile(Verdict.ALLOW, source, text);
      if (source.layer() == Layer.PROJECT) proposals.add(new Proposal(compiled.rule(), source));
      else rules.add(compiled);
    }
    return this;
  }

  /** Adds what always asks. */
  public PolicyBuilder ask(Source source, List<String> texts) {
    for (var text : texts) rules.add(compile(Verdict.ASK, source, text));
    return this;
  }

  /** Adds what never happens. */
  public PolicyBuilder deny(Source source, List<String> texts) {
    for (var text : texts) rules.add(compile(Verdict.DENY, source, text));
    return this;
  }

  /** Takes the mode that asks nothing away; for managed settings. */
  public PolicyBuilder forbidBypass() {
    bypass = RulePolicy.Bypass.FORBIDDEN;
    return this;
  }

  /**
   * Sets what holds back the commands that are run; nothing otherwise. It is asked once a decision
   * depends on it, possibly by several threads, and must always answer the same.
   */
  public PolicyBuilder confinement(Supplier<Confinement> of) {
    confinement = of;
    return this;
  }

  /** Sets whose words the workspace's files are; the user's own otherwise. */
  public PolicyBuilder workspaceText(Familiarity of) {
    familiarity = of;
    return this;
  }

  public RulePolicy build() {
    var circumstances = new Circumstances(workspace, home, bypass, confinement, familiarity);
    return new RulePolicy(circumstances, new RuleSet(rules), proposals);
  }

  private CompiledRule compile(Verdict verdict, Source source, String text) {
    try {
      var anchors = new PathPattern.Anchors(source.root(), home, workspace);
      return compile(verdict, source, Rule.parse(text), anchors, Set.of());
    } catch (IllegalArgumentException e) {
      throw bad(verdict, source, text, String.valueOf(e.getMessage()));
    }
  }

  static CompiledRule compile(
      Verdict verdict, Source source, Rule rule, PathPattern.Anchors anchors, Set<Label> known) {
    try {
      var tool = new ToolPattern(rule.tool());
      if (tool.isEvery() && verdict == Verdict.ALLOW) {
        throw new IllegalArgumentException(
            "one rule cannot allow every tool; name the tools, or choose --permission-mode"
                + " bypassPermissions");
      }
      return new CompiledRule(
          verdict, source, rule, tool, Scope.of(tool, rule.specifier(), anchors), known);
    } catch (IllegalArgumentException e) {
      throw bad(verdict, source, rule.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static JackdawException bad(Verdict verdict, Source source, String text, String why) {
    var list =
        switch (verdict) {
          case DENY -> "deny";
          case ASK -> "ask";
          case ALLOW -> "allow";
        };
    return new JackdawException(
        JackdawException.Kind.USER,
        "bad-rule",
        "The %s rule \"%s\" in %s cannot be used: %s. Correct or remove it."
            .formatted(list, text, source, why));
  }

  /**
   * Splits the value of a flag such as {@code --allowedTools} at commas and blanks outside
   * parentheses.
   */
  public static List<String> split(String value) {
    var rules = new ArrayList<String>();
    var rule = new StringBuilder();
    var depth = 0;
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '(') depth++;
      if (c == ')' && depth > 0) depth--;
      if (depth == 0 && (c == ',' || Character.isWhitespace(c))) {
        if (!rule.isEmpty()) rules.add(rule.toString());
        rule.setLength(0);
      } else {
        rule.append(c);
      }
    }
    if (!rule.isEmpty()) rules.add(rule.toString());
    return rules;
  }
}
