package dev.jackdaw.policy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.names.PathPattern;
import dev.jackdaw.policy.names.ProtectedNames;
import dev.jackdaw.policy.shell.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides by rules: a deny rule of any layer wins over an ask rule, that over allow rules, these
 * over the defaults. By default reading inside the workspace is free, by a command too when that is
 * all it does for certain, and everything else asks. Immutable and a function of its arguments and
 * of what the file system shows: it follows links and looks at the settings of the repository.
 */
public final class RulePolicy implements Policy {
  /** Whether a person may switch the questions off. */
  enum Bypass {
    PERMITTED,
    FORBIDDEN
  }

  private final Workspace workspace;
  private final Path home;
  private final RuleSet rules;
  private final List<Proposal> proposals;
  private final Bypass bypass;
  private final Surroundings surroundings;

  RulePolicy(
      Workspace workspace, Path home, RuleSet rules, List<Proposal> proposals, Bypass bypass) {
    this.surroundings = new FileSystemView(workspace);
    this.workspace = workspace;
    this.home = home;
    this.rules = rules;
    this.proposals = List.copyOf(proposals);
    this.bypass = bypass;
  }

  /** Returns the allow rules of project files, which are not in force. */
  public List<Proposal> proposals() {
    return proposals;
  }

  /** Returns whether the mode may be chosen; one that may not is decided as the default one. */
  public boolean permits(Mode mode) {
    return mode != Mode.BYPASS || bypass == Bypass.PERMITTED;
  }

  /**
   * Returns whether reading the file alone would not be free. Tools that walk folders leave such
   * files out, so that allowing the folder does not give them away.
   */
  public boolean hides(Path canonical) {
    var call = new Block.Call(new CallId("-"), "read", Json.Obj.EMPTY);
    var decision = decide(call, List.of(new Effect.Reads(canonical)), Set.of(), Mode.DEFAULT);
    return !(decision instanceof Decision.Allow);
  }

  @Override
  public Decision decide(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
    var analyses = Analyses.of(call, effects, surroundings);
    var subject = new Subject(call, analyses.effects(effects), workspace, home);
    var denied = rules.denying(subject);
    if (denied.isPresent()) return new Decision.Deny(upper(denied.get() + " forbids this."));

    var effective = permits(mode) ? mode : Mode.DEFAULT;
    var asked = rules.asking(subject);
    var decision =
        asked.isPresent()
            ? new Decision.Ask(
                upper(asked.get() + " asks for this.") + analyses.explained(workspace),
                Remembered.rule(call, effects))
            : byEffects(new Subject(call, effects, workspace, home), analyses, effective);
    return Strictness.apply(decision, effective, call);
  }

  private static String upper(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private Decision byEffects(Subject subject, Analyses analyses, Mode mode) {
    if (subject.effects().isEmpty()) return withoutEffects(subject, mode);
    var reason = Defaults.FREE_READING;
    for (var effect : subject.effects()) {
      var granted = granted(subject, analyses, effect, mode);
      if (granted.isEmpty()) {
        return new Decision.Ask(
            Defaults.whyItAsks(effect, workspace) + analyses.explained(workspace),
            Remembered.rule(subject.call(), effect));
      }
      if (!granted.get().equals(Defaults.FREE_READING)) reason = granted.get();
    }
    return new Decision.Allow(reason);
  }

  /** A server's tool that states no effects is not known to have none. */
  private Decision withoutEffects(Subject subject, Mode mode) {
    if (subject.family() != ToolFamily.MCP) return new Decision.Allow("It has no effects.");
    if (mode != Mode.PLAN) {
      for (var rule : rules.allowing()) {
        if (rule.isBlanket() && rule.tool().covers(subject.call().tool())) return allowed(rule);
      }
    }
    return new Decision.Ask(
        "What the tool of an MCP server does is not known.", Remembered.rule(subject.call()));
  }

  private static Decision allowed(CompiledRule rule) {
    return new Decision.Allow(Defaults.allowedBy(rule));
  }

  /** Returns why the effect needs nobody, if it does not. */
  private Optional<String> granted(Subject subject, Analyses analyses, Effect effect, Mode mode) {
    var free = Defaults.free(effect, workspace, mode);
    if (free.isPresent()) return free;
    var commands = new FreeCommands(workspace, surroundings, rules, mode);
    if (analyses.about(effect).filter(commands::isFree).isPresent()) {
      return Optional.of(Defaults.FREE_COMMAND);
    }
    if (mode == Mode.PLAN) return Optional.empty();
    if (effect instanceof Effect.Executes executes) {
      var covering =
          new CommandGrants(rules.allowing(), subject, analyses, commands).covering(executes);
      if (covering.isPresent()) return covering.map(Defaults::allowedBy);
    }
    for (var rule : rules.allowing()) {
      if (rule.covers(subject, effect)) return Optional.of(Defaults.allowedBy(rule));
    }
    return Optional.empty();
  }

  /**
   * Returns this policy with one more thing allowed for the session.
   *
   * @throws dev.jackdaw.api.JackdawException of kind user when the rule is not one
   */
  @Override
  public RulePolicy allowing(Rule rule) {
    var source = new Source(Layer.SESSION, "", workspace.directory());
    var compiled = PolicyBuilder.compile(Verdict.ALLOW, source, rule, anchors(source));
    return new RulePolicy(workspace, home, rules.plus(compiled), proposals, bypass);
  }

  private PathPattern.Anchors anchors(Source source) {
    return new PathPattern.Anchors(source.root(), home, workspace);
  }

  @Override
  public boolean forbids(String tool) {
    return rules.forbidsEveryCallOf(tool);
  }

  /** Returns why the path is never an ordinary file, if it is not. */
  public Optional<String> protection(Path canonical) {
    return ProtectedNames.writing(canonical, workspace.roots()).map(ProtectedNames.Hit::why);
  }
}
