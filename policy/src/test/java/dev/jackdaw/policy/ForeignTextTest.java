package dev.jackdaw.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Decision.Allow;
import dev.jackdaw.api.Decision.Ask;
import dev.jackdaw.api.Decision.Deny;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.Fixture.Act;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignTextTest {
  private static final Label PAGE = new Label(Label.Source.WEB, "evil.example");
  private static final Label ISSUES = new Label(Label.Source.MCP, "tracker");
  private static final Label FILE = new Label(Label.Source.WORKSPACE, "README.md");

  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));

  @BeforeEach
  void open() {
    on = Fixture.in(temp);
  }

  private static Decision decide(RulePolicy policy, Act act, Label... inView) {
    return policy.decide(act.call(), act.effects(), Set.of(inView), Mode.DEFAULT);
  }

  @Test
  void anEarlierYesNoLongerHoldsAndTheQuestionNamesTheSource() {
    var policy = on.allowing("Bash(npm run:*)");
    var act = on.bash("npm run deploy");

    assertThat(decide(policy, act, FILE)).isInstanceOf(Allow.class);
    assertThat(decide(policy, act, PAGE, ISSUES))
        .isEqualTo(
            new Ask(
                "The rule Bash(npm run:*) in user settings (user) would allow this, but text from"
                    + " the server (tracker), the web (evil.example) is in view and may have asked"
                    + " for it.",
                new Rule("Bash", "npm run deploy")));
  }

  @Test
  void aRuleThatIsSupposedKnowsOfNoForeignTextNotEvenOfTheWorkspaces() {
    var act = on.bash("make");
    var ask = (Ask) decide(on.builder().build(), act);
    var supposing = on.builder().build().supposing(ask.remember());
    assertThat(decide(supposing, act)).isInstanceOf(Allow.class);
    assertThat(decide(supposing, act, PAGE)).isInstanceOf(Ask.class);

    var foreign = on.builder().workspaceText(Familiarity.FOREIGN).build();
    assertThat(decide(foreign.supposing(ask.remember()), act, FILE)).isInstanceOf(Ask.class);

    var asking = on.builder().ask(on.source(Layer.USER), List.of("Bash(make)")).build();
    assertThat(decide(asking.supposing(ask.remember()), act)).isInstanceOf(Ask.class);
    assertThat(decide(on.denying("Bash").supposing(ask.remember()), act)).isInstanceOf(Deny.class);
  }

  @Test
  void whatWouldAskIsRefusedWhereQuestionsAre() {
    var policy = on.allowing("WebFetch(domain:a.org)");
    var act = on.fetch("a.org", 443);

    assertThat(policy.decide(act.call(), act.effects(), Set.of(PAGE), Mode.DONT_ASK))
        .isInstanceOf(Deny.class);
  }

  @Test
  void aYesGivenInViewOfTheTextHoldsUntilOtherTextComes() {
    var policy = on.builder().build();
    var act = on.bash("npm run deploy");
    var asked = (Ask) decide(policy, act, PAGE);
    var granted = policy.allowing(asked.remember(), Set.of(PAGE, FILE));

    assertThat(decide(granted, act, PAGE)).isInstanceOf(Allow.class);
    assertThat(decide(granted, act, PAGE, FILE)).isInstanceOf(Allow.class);
    assertThat(decide(granted, act, PAGE, ISSUES)).isInstanceOf(Ask.class);
  }

  @Test
  void ofSeveralRulesThatAllowALineEachMustHold() {
    var policy =
        on.allowing("Bash(npm run:*)").allowing(Rule.parse("Bash(npm test)"), Set.of(PAGE));

    assertThat(decide(policy, on.bash("npm run x && npm test"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("npm run x && npm test"), PAGE)).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.bash("npm test && npm run x"), PAGE)).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.bash("npm test"), PAGE)).isInstanceOf(Allow.class);
  }

  @Test
  void protectedPathsNeedAFreshYes() {
    var policy = on.allowing("Edit(.github/workflows/*)", "Read(.env)", "Edit(src/**)");

    assertThat(decide(policy, on.write(".github/workflows/c.yml"), PAGE)).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.read(".env"), PAGE)).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.write("src/A.java"), PAGE)).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.read("src/A.java"), PAGE)).isInstanceOf(Allow.class);
  }

  @Test
  void confinedCommandsGoOnUnasked() {
    var policy =
        on.builder()
            .confinement(() -> Confinement.SANDBOXED)
            .allow(on.source(Layer.USER), List.of("Bash(npm run:*)", "WebFetch"))
            .build();

    assertThat(decide(policy, on.bash("npm run test"), PAGE)).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.fetch("a.org", 443), PAGE)).isInstanceOf(Ask.class);
  }

  @Test
  void whatLeavesTheSandboxHasRulesOfItsOwn() {
    var policy =
        on.builder()
            .confinement(() -> Confinement.SANDBOXED)
            .allow(on.source(Layer.USER), List.of("Bash", "BashOutside(npm ci)"))
            .deny(on.source(Layer.USER), List.of("Bash(rm:*)"))
            .build();

    assertThat(decide(policy, outside("npm ci"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, outside("npm ci", "registry.example.org"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, outside("npm test"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, outside("ls"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, outside("rm -r x"))).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("npm run x"), PAGE)).isInstanceOf(Allow.class);
    assertThat(decide(policy, outside("npm ci"), PAGE)).isInstanceOf(Ask.class);
    var inside = on.denying("BashOutside");
    assertThat(decide(inside, on.bash("npm run x"))).isInstanceOf(Ask.class);
    assertThat(decide(inside, outside("npm ci"))).isInstanceOf(Deny.class);
  }

  @Test
  void aYesToWhatLeavesTheSandboxIsToThatLineAlone() {
    var asked = (Ask) decide(on.builder().build(), outside("git push origin main", "x.org"));

    assertThat(asked.remember()).isEqualTo(new Rule("BashOutside", "git push origin main"));
  }

  private Fixture.Act outside(String command, String... hosts) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Executes(command, on.root()));
    for (var host : hosts) effects.add(new Effect.Connects(host, 443));
    var input = Json.object().put("command", command).build();
    return new Fixture.Act(new Block.Call(new CallId("c"), "bash_outside", input), effects);
  }

  @Test
  void theWorkspacesOwnTextCanBeDeclaredForeign() {
    var policy =
        on.builder()
            .workspaceText(Familiarity.FOREIGN)
            .allow(on.source(Layer.USER), List.of("Bash(npm run:*)"))
            .build();

    assertThat(decide(policy, on.bash("npm run x"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("npm run x"), FILE)).isInstanceOf(Ask.class);
  }

  @Test
  void whoBypassesPermissionsBypassesThisToo() {
    var act = on.bash("npm run x");
    assertThat(on.builder().build().decide(act.call(), act.effects(), Set.of(PAGE), Mode.BYPASS))
        .isInstanceOf(Allow.class);
  }

  /** An issue that a server reads out was written by anybody, and another tool publishes. */
  @Test
  void aRuleOfSettingsForAServerDoesNotHoldInViewOfWhatItSays() {
    var act =
        on.act("mcp__tracker__create", new Effect.Executes("mcp__tracker__create", on.root()));
    for (var rule : List.of("mcp__tracker", "mcp__tracker__create", "mcp__tracker__*")) {
      var policy = confined(Layer.USER, rule);
      assertThat(decide(policy, act)).as(rule).isInstanceOf(Allow.class);
      assertThat(decide(policy, act, ISSUES)).as(rule).isInstanceOf(Ask.class);
    }
  }

  @Test
  void whoAllowedAServerForThisRunKnewThatItsOwnWordsWouldCome() {
    var act =
        on.act("mcp__tracker__create", new Effect.Executes("mcp__tracker__create", on.root()));
    var other = on.act("mcp__mail__send", new Effect.Executes("mcp__mail__send", on.root()));
    var policy = confined(Layer.SESSION, "mcp__tracker", "mcp__mail");
    assertThat(decide(policy, act, ISSUES)).isInstanceOf(Allow.class);
    assertThat(decide(policy, other)).isInstanceOf(Allow.class);
    assertThat(decide(policy, other, ISSUES)).isInstanceOf(Ask.class);
    assertThat(decide(policy, act, ISSUES, PAGE)).isInstanceOf(Ask.class);
  }

  @Test
  void anAnswerAboutAToolOfAServerIsNotAskedForAgain() {
    var act = on.act("mcp__tracker__get", new Effect.Executes("mcp__tracker__get", on.root()));
    var other =
        on.act("mcp__tracker__create", new Effect.Executes("mcp__tracker__create", on.root()));
    var asked = (Ask) decide(on.builder().build(), act);
    var granted = on.builder().build().allowing(asked.remember(), Set.of());
    assertThat(decide(granted, act, ISSUES)).isInstanceOf(Allow.class);
    assertThat(decide(granted, other, ISSUES)).isInstanceOf(Ask.class);
    assertThat(decide(granted, act, ISSUES, PAGE)).isInstanceOf(Ask.class);
  }

  private RulePolicy confined(Layer layer, String... rules) {
    return on.builder()
        .confinement(() -> Confinement.SANDBOXED)
        .allow(on.source(layer), List.of(rules))
        .build();
  }
}
