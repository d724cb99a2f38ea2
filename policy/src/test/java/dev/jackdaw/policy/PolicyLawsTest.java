package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static dev.jackdaw.policy.Fixture.strictness;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.policy.Fixture.Act;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLawsTest {
  private static final int SEEDS = 3_000;
  private static final List<String> RULES =
      List.of(
          "Bash",
          "Bash(git diff:*)",
          "Bash(git *)",
          "Bash(rm:*)",
          "Bash(npm run test)",
          "Bash(ls:*)",
          "Edit",
          "Edit(src/**)",
          "Edit(.git/**)",
          "Edit(//**)",
          "Read",
          "Read(.env)",
          "Read(//**)",
          "Read(../x/**)",
          "Grep",
          "WebFetch",
          "WebFetch(domain:a.org)",
          "WebFetch(domain:*.a.org)",
          "mcp__s",
          "mcp__s__t",
          "Task",
          "todo");
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "read",
          "grep",
          "edit",
          "write",
          "apply_patch",
          "web_fetch",
          "mcp__s__t",
          "mcp__other__t",
          "todo",
          "custom");
  private static final List<String> PATHS =
      List.of("src/A.java", "src", ".", ".env", ".git/config", "../x/y", "AGENTS.md", "a/../../b");
  private static final List<String> COMMANDS =
      List.of(
          "git diff",
          "git diff; rm x",
          "rm x",
          "ls",
          "ls | git diff",
          "npm run test",
          "a > b",
          "$(rm x)",
          "cat .env");

  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));

  @BeforeEach
  void open() {
    on = Fixture.in(temp);
  }

  /** A policy under construction: triples of layer, verdict and text. */
  private record Entry(Layer layer, Verdict verdict, String rule) {}

  private RulePolicy policy(List<Entry> entries) {
    var builder = on.builder();
    for (var entry : entries) {
      var source = on.source(entry.layer);
      var texts = List.of(entry.rule);
      switch (entry.verdict) {
        case ALLOW -> builder.allow(source, texts);
        case ASK -> builder.ask(source, texts);
        case DENY -> builder.deny(source, texts);
      }
    }
    return builder.build();
  }

  private static <T> T one(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static Entry entry(Random random) {
    return new Entry(
        one(random, List.of(Layer.values())),
        one(random, List.of(Verdict.values())),
        one(random, RULES));
  }

  private static List<Entry> entries(Random random) {
    var entries = new ArrayList<Entry>();
    for (var i = random.nextInt(6); i > 0; i--) entries.add(entry(random));
    return entries;
  }

  private Act act(Random random) {
    var effects = new ArrayList<Effect>();
    for (var i = random.nextInt(4); i > 0; i--) {
      effects.add(
          switch (random.nextInt(5)) {
            case 0 -> new Effect.Reads(on.path(one(random, PATHS)));
            case 1 -> new Effect.Writes(on.path(one(random, PATHS)));
            case 2 -> new Effect.Executes(one(random, COMMANDS), on.root());
            case 3 -> new Effect.Connects(one(random, List.of("a.org", "b.a.org", "c.org")), 443);
            default -> new Effect.Persists(on.path(one(random, PATHS)), "a hook");
          });
    }
    return on.act(one(random, TOOLS), effects.toArray(Effect[]::new));
  }

  @Test
  void addingADenyRuleNeverLoosens() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var before = entries(random);
      var after = new ArrayList<>(before);
      after.add(new Entry(one(random, List.of(Layer.values())), Verdict.DENY, one(random, RULES)));
      compare(seed, policy(before), policy(after), act(random));
    }
  }

  @Test
  void addingRulesToAProjectNeverLoosens() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var before = entries(random);
      var after = new ArrayList<>(before);
      for (var added : entries(random)) {
        after.add(new Entry(Layer.PROJECT, added.verdict, added.rule));
      }
      compare(seed, policy(before), policy(after), act(random));
    }
  }

  private void compare(long seed, RulePolicy before, RulePolicy after, Act act) {
    for (var mode : Mode.values()) {
      assertThat(strictness(decide(after, act, mode)))
          .as("seed %s, %s in %s", seed, act, mode)
          .isGreaterThanOrEqualTo(strictness(decide(before, act, mode)));
    }
  }

  @Test
  void theOrderOfRulesTellsNothing() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var entries = entries(random);
      var shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, random);
      var act = act(random);
      for (var mode : Mode.values()) {
        assertThat(decide(policy(shuffled), act, mode))
            .as("seed %s", seed)
            .isEqualTo(decide(policy(entries), act, mode));
      }
    }
  }

  @Test
  void aStricterModeIsNeverLooser() {
    var order = List.of(Mode.PLAN, Mode.DEFAULT, Mode.ACCEPT_EDITS, Mode.BYPASS);
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy = policy(entries(random));
      var act = act(random);
      for (var i = 1; i < order.size(); i++) {
        assertThat(strictness(decide(policy, act, order.get(i))))
            .as("seed %s, %s", seed, act)
            .isLessThanOrEqualTo(strictness(decide(policy, act, order.get(i - 1))));
      }
      assertThat(strictness(decide(policy, act, Mode.DONT_ASK)))
          .as("seed %s, %s", seed, act)
          .isGreaterThanOrEqualTo(strictness(decide(policy, act)))
          .isNotEqualTo(1);
    }
  }

  @Test
  void withoutRulesOnlyReadingInsideIsAllowed() {
    var policy = on.builder().build();
    for (var seed = 0L; seed < SEEDS; seed++) {
      var act = act(new Random(seed));
      if (!(decide(policy, act) instanceof Decision.Allow)) continue;
      for (var effect : act.effects()) {
        if (effect instanceof Effect.Executes(var line, _)) {
          assertThat(line).as("seed %s", seed).isIn("git diff", "ls", "ls | git diff");
          continue;
        }
        assertThat(effect).as("seed %s", seed).isInstanceOf(Effect.Reads.class);
        assertThat(on.workspace().contains(((Effect.Reads) effect).path())).isTrue();
      }
    }
  }

  @Test
  void moreEffectsNeverLoosen() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy = policy(entries(random));
      var less = act(random);
      var more = new ArrayList<>(less.effects());
      if (more.isEmpty()) continue;
      more.addAll(act(random).effects());
      assertThat(strictness(decide(policy, new Act(less.call(), more))))
          .as("seed %s, %s", seed, less)
          .isGreaterThanOrEqualTo(strictness(decide(policy, less)));
    }
  }

  private static final List<Label> LABELS =
      List.of(
          Label.USER,
          new Label(Label.Source.WEB, "a.org"),
          new Label(Label.Source.MCP, "s"),
          new Label(Label.Source.OUTSIDE, "/x"),
          new Label(Label.Source.COMMAND, ""),
          new Label(Label.Source.WORKSPACE, "src/A.java"),
          new Label(Label.Source.SUBAGENT, "1"));

  private static Set<Label> labels(Random random) {
    var labels = new HashSet<Label>();
    for (var i = random.nextInt(3); i > 0; i--) labels.add(one(random, LABELS));
    return labels;
  }

  @Test
  void moreOriginsInViewNeverLoosen() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy = policy(entries(random));
      var act = act(random);
      var less = labels(random);
      var more = new HashSet<>(less);
      more.addAll(labels(random));
      for (var mode : Mode.values()) {
        assertThat(strictness(policy.decide(act.call(), act.effects(), more, mode)))
            .as("seed %s, %s in %s", seed, act, mode)
            .isGreaterThanOrEqualTo(
                strictness(policy.decide(act.call(), act.effects(), less, mode)));
      }
    }
  }

  /** So a sub-agent in the stricter of two modes gains nothing from either. */
  @Test
  void whatTheStricterOfTwoModesAllowsBothAllow() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy = policy(entries(random));
      var act = act(random);
      var labels = labels(random);
      for (var one : Mode.values()) {
        for (var other : Mode.values()) {
          var both = policy.decide(act.call(), act.effects(), labels, one.and(other));
          if (!(both instanceof Decision.Allow)) continue;
          assertThat(policy.decide(act.call(), act.effects(), labels, one))
              .as("seed %s, %s in %s and %s", seed, act, one, other)
              .isInstanceOf(Decision.Allow.class);
        }
      }
    }
  }

  @Test
  void noEarlierRuleLetsForeignTextReachOut() {
    var plain = on.builder().build();
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var policy = policy(entries(random));
      var act = act(random);
      var web = Set.of(new Label(Label.Source.WEB, "a.org"));
      for (var mode : List.of(Mode.DEFAULT, Mode.ACCEPT_EDITS, Mode.PLAN, Mode.DONT_ASK)) {
        var decision = policy.decide(act.call(), act.effects(), web, mode);
        if (!(decision instanceof Decision.Allow)) continue;
        for (var effect : act.effects()) {
          if (decide(plain, on.act("bash", effect), mode) instanceof Decision.Allow) continue;
          assertThat(ForeignText.needsFreshYes(effect, on.workspace(), () -> Confinement.NONE))
              .as("seed %s, %s in %s", seed, act, mode)
              .isFalse();
        }
      }
    }
  }

  /** Each lasting yes settles one effect, so as many yeses as there are effects settle the call. */
  @Test
  void whatIsRememberedIsNotAskedAgain() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var act = act(random);
      if (mixesFamilies(act)) continue;
      var labels = labels(random);
      var policy = on.builder().build();
      for (var i = 0; i <= act.effects().size(); i++) {
        if (policy.decide(act.call(), act.effects(), labels, Mode.DEFAULT)
            instanceof Decision.Ask(_, var rule)) {
          policy = policy.allowing(rule, labels);
        }
      }
      assertThat(policy.decide(act.call(), act.effects(), labels, Mode.DEFAULT))
          .as("seed %s, %s", seed, act)
          .isInstanceOf(Decision.Allow.class);
    }
  }

  /**
   * No built-in tool has effects of another family's; a rule for one does not speak of the other.
   */
  private static boolean mixesFamilies(Act act) {
    var family = ToolFamily.of(act.call().tool());
    for (var effect : act.effects()) {
      var natural =
          switch (effect) {
            case Effect.Reads _ -> family == ToolFamily.READ || family == ToolFamily.EDIT;
            case Effect.Writes _ -> family == ToolFamily.EDIT;
            case Effect.Executes _ -> family == ToolFamily.COMMAND;
            case Effect.Connects _ -> family == ToolFamily.FETCH;
            case Effect.Persists _ -> family == ToolFamily.EDIT;
          };
      if (!natural) return true;
    }
    return false;
  }
}
