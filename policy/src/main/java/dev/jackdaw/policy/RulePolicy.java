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
  private static final String UNKNOWN_TOOL = "What the tool of an MCP server does is not known.";

  /** Whether a person may switch the questions off. */
  enum Bypass {
    PERMITTED,
    FORBIDDEN
  }

  private final Circumstances around;
  private final Workspace workspace;
  private final RuleSet rules;
  private final List<Proposal> proposals;
  private final Surroundings surroundings;

  RulePolicy(Circumstances around, RuleSet rules, List<Proposal> proposals) {
    this.around = around;
    this.workspace = around.workspace();
    this.surroundings = new FileSystemView(workspace);
    this.rules = rules;
    this.proposals = List.copyOf(proposals);
  }

  /** Returns the allow rules of project files, which are not in force. */
  public List<Proposal> proposals() {
    return proposals;
  }

  /** Returns whether the mode may be chosen; one that may not is decided as the default one. */
  public boolean permits(Mode mode) {
    return mode != Mode.BYPASS || around.bypass() == Bypass.PERMITTED;
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
    return ruling(call, effects, labels, mode).decision();
  }

  /** Decides as {@link #decide} does and tells what the decision rests on. */
  public Ruling ruling(Block.Call call, List<Effect> effects, Set<Label> labels, Mode mode) {
    var analyses = Analyses.of(call, effects, surroundings);
    var subject = new Subject(call, analyses.effects(effects), workspace, around.home());
    var denied = rules.denying(subject);
    if (denied.isPresent()) {
      var reason = upper(denied.get() + " forbids this.");
      return Ruling.by(denied.get(), new Decision.Deny(reason));
    }
    var effective = permits(mode) ? mode : Mode.DEFAULT;
    var asked = rules.asking(subject);
    var foreign = ForeignText.among(labels, around.familiarity());
    var ruling =
        asked.isPresent()
            ? Ruling.by(asked.get(), asking(asked.get(), subject, analyses))
            : byEffects(
                new Subject(call, effects, workspace, around.home()), analyses, effective, foreign);
    return ruling.with(Strictness.apply(ruling.decision(), effective, call));
  }

  @Override
  public List<Effect> certain(Block.Call call, List<Effect> effects) {
    return Analyses.of(call, effects, surroundings).certain(effects);
  }

  private Decision asking(CompiledRule rule, Subject subject, Analyses analyses) {
    return new Decision.Ask(
        upper(rule + " asks for this.") + analyses.explained(workspace),
        Remembered.rule(subject.call(), subject.effects()));
  }

  private static String upper(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private Ruling byEffects(Subject subject, Analyses analyses, Mode mode, ForeignText foreign) {
    if (subject.effects().isEmpty()) return withoutEffects(subject, mode, foreign);
    var grants = new Grants(subject, analyses, mode);
    var allowed = Ruling.byDefault(new Decision.Allow(Defaults.FREE_READING));
    for (var effect : subject.effects()) {
      var free = grants.free(effect);
      if (free.isPresent()) {
        if (!free.get().equals(Defaults.FREE_READING) && allowed.rule().isEmpty()) {
          allowed = Ruling.byDefault(new Decision.Allow(free.get()));
        }
        continue;
      }
      var granting = grants.rule(effect);
      if (granting.isEmpty()) {
        return Ruling.byDefault(
            new Decision.Ask(
                whyItAsks(subject, effect) + analyses.explained(workspace),
                Remembered.rule(subject.call(), effect)));
      }
      var rule = granting.get();
      if (!grants.hold(effect, foreign)) {
        return Ruling.by(rule, doubtful(rule, subject, foreign));
      }
      allowed = Ruling.by(rule, new Decision.Allow(Defaults.allowedBy(rule)));
    }
    return allowed;
  }

  private String whyItAsks(Subject subject, Effect effect) {
    var anything = effect instanceof Effect.Executes || effect instanceof Effect.Connects;
    if (anything && subject.family() == ToolFamily.MCP) return UNKNOWN_TOOL;
    return effect instanceof Effect.Executes && subject.family() == ToolFamily.OTHER
        ? "What "
            + subject.call().tool()
            + " does is not known, so it asks unless a rule allows it."
        : Defaults.whyItAsks(effect, workspace);
  }

  /** A server's tool that states no effects is not known to have none. */
  private Ruling withoutEffects(Subject subject, Mode mode, ForeignText foreign) {
    if (subject.family() != ToolFamily.MCP) {
      return Ruling.byDefault(new Decision.Allow("It has no effects."));
    }
    if (mode != Mode.PLAN) {
      for (var rule : rules.allowing()) {
        if (!rule.isBlanket() || !rule.tool().covers(subject.call().tool())) continue;
        return Ruling.by(
            rule,
            foreign.wasKnownTo(rule)
                ? new Decision.Allow(Defaults.allowedBy(rule))
                : doubtful(rule, subject, foreign));
      }
    }
    return Ruling.byDefault(new Decision.Ask(UNKNOWN_TOOL, Remembered.rule(subject.call())));
  }

  private static Decision doubtful(CompiledRule rule, Subject subject, ForeignText foreign) {
    return new Decision.Ask(
        upper(rule.toString())
            + " would allow this, but text from "
            + foreign.described()
            + " is in view and may have asked for it.",
        Remembered.exactly(subject.call(), subject.effects()));
  }

  /** What allows the effects of one call. */
  private final class Grants {
    private final Subject subject;
    private final Analyses analyses;
    private final Mode mode;
    private final FreeCommands commands;

    Grants(Subject subject, Analyses analyses, Mode mode) {
      this.subject = subject;
      this.analyses = analyses;
      this.mode = mode;
      this.commands = new FreeCommands(workspace, surroundings, rules, mode);
    }

    /** Returns why the effect needs no rule, if it needs none. */
    Optional<String> free(Effect effect) {
      var free = Defaults.free(effect, workspace, mode);
      if (free.isPresent()) return free;
      if (ToolFamily.isOutside(subject.call().tool())) return Optional.empty();
      return analyses.about(effect).filter(commands::isFree).isPresent()
          ? Optional.of(Defaults.FREE_COMMAND)
          : Optional.empty();
    }

    /** Returns the rule that allows the effect, the last one when several had to. */
    Optional<CompiledRule> rule(Effect effect) {
      return mode == Mode.PLAN ? Optional.empty() : rule(effect, rules.allowing());
    }

    private Optional<CompiledRule> rule(Effect effect, List<CompiledRule> allowing) {
      if (effect instanceof Effect.Executes executes) {
        var covering = new CommandGrants(allowing, subject, analyses, commands).covering(executes);
        if (covering.isPresent()) return covering;
      }
      // What a command outside may do includes the hosts it names.
      if (effect instanceof Effect.Connects && ToolFamily.isOutside(subject.call().tool())) {
        for (var other : subject.effects()) {
          if (other instanceof Effect.Executes) return rule(other, allowing);
        }
      }
      for (var rule : allowing) {
        if (rule.covers(subject, effect)) return Optional.of(rule);
      }
      return Optional.empty();
    }

    /** The process of a server is not one of those that the sandbox of commands holds. */
    private Confinement confinement() {
      var elsewhere = subject.family() == ToolFamily.MCP;
      return elsewhere || ToolFamily.isOutside(subject.call().tool())
          ? Confinement.NONE
          : around.confinement().get();
    }

    /** Returns whether what is allowed is so in view of the foreign text, too. */
    boolean hold(Effect effect, ForeignText foreign) {
      if (!foreign.isPresent()) return true;
      if (!ForeignText.needsFreshYes(effect, workspace, this::confinement)) return true;
      return rule(effect, rules.allowing().stream().filter(foreign::wasKnownTo).toList())
          .isPresent();
    }
  }

  /**
   * Returns this policy with one more thing allowed for the session.
   *
   * @throws dev.jackdaw.api.JackdawException of kind user when the rule is not one
   */
  @Override
  public RulePolicy allowing(Rule rule, Set<Label> labels) {
    var source = new Source(Layer.SESSION, "", workspace.directory());
    var known = ForeignText.among(labels, around.familiarity()).labels();
    var compiled = PolicyBuilder.compile(Verdict.ALLOW, source, rule, anchors(source), known);
    return new RulePolicy(around, rules.plus(compiled), proposals);
  }

  @Override
  public RulePolicy supposing(Rule rule) {
    var source = new Source(Layer.USER, "", workspace.directory());
    var compiled = PolicyBuilder.compile(Verdict.ALLOW, source, rule, anchors(source), Set.of());
    return new RulePolicy(around, rules.plus(compiled), proposals);
  }

  private PathPattern.Anchors anchors(Source source) {
    return new PathPattern.Anchors(source.root(), around.home(), workspace);
  }

  @Override
  public boolean forbids(String tool) {
    return rules.forbidsEveryCallOf(tool);
  }

  /** Returns whether programs act on what stands in the file, or in one above it. */
  public boolean isObeyed(Path canonical) {
    return ProtectedNames.naming(canonical, workspace.roots()).isPresent();
  }

  /** Returns why the path is never an ordinary file, if it is not. */
  public Optional<String> protection(Path canonical) {
    return ProtectedNames.writing(canonical, workspace.roots()).map(ProtectedNames.Hit::why);
  }
}
