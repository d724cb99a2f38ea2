package dev.jackdaw.policy;

import static dev.jackdaw.policy.Fixture.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Decision.Allow;
import dev.jackdaw.api.Decision.Ask;
import dev.jackdaw.api.Decision.Deny;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePolicyTest {
  @TempDir Path temp;
  private Fixture on = Fixture.in(Path.of(""));
  private RulePolicy plain = on.builder().build();

  @BeforeEach
  void open() {
    on = Fixture.in(temp);
    plain = on.builder().build();
  }

  @Test
  void readingInsideTheWorkspaceIsFree() {
    assertThat(decide(plain, on.read("src/A.java")))
        .isEqualTo(new Allow("Reading inside the workspace is free."));
  }

  @Test
  void knowsWhatACommandDoesWhenAllOfItIsCertain() {
    assertThat(certain("cat a.txt && cat b.txt"))
        .containsExactly(new Effect.Reads(on.path("a.txt")), new Effect.Reads(on.path("b.txt")));
    assertThat(certain("cat a.txt > b.txt"))
        .containsExactlyInAnyOrder(
            new Effect.Reads(on.path("a.txt")), new Effect.Writes(on.path("b.txt")));
    assertThat(certain("cat a.txt; make all"))
        .containsExactly(new Effect.Executes("cat a.txt; make all", on.root()));
    var other = on.act("mcp__x__y", new Effect.Executes("cat a.txt", on.root()));
    assertThat(plain.certain(other.call(), other.effects())).isEqualTo(other.effects());
  }

  @Test
  void asksAboutToolsOfWhichNothingIsKnown() {
    var act = on.act("send_mail", new Effect.Executes("java:Desk#sendMail", on.root()));
    assertThat(decide(plain, act))
        .isEqualTo(
            new Ask(
                "What send_mail does is not known, so it asks unless a rule allows it.",
                new Rule("send_mail", "")));
    assertThat(decide(on.allowing("send_mail"), act)).isInstanceOf(Allow.class);
  }

  private List<Effect> certain(String command) {
    var act = on.bash(command);
    return plain.certain(act.call(), act.effects());
  }

  @Test
  void everythingElseAsksAndSaysWhy() {
    assertThat(decide(plain, on.read("../x")))
        .isInstanceOf(Ask.class)
        .extracting(Decision::reason)
        .asString()
        .contains("outside the workspace");
    assertThat(decide(plain, on.write("src/A.java")))
        .isEqualTo(
            new Ask(
                "Writing src/A.java asks unless a rule or the mode acceptEdits allows it.",
                new Rule("Edit", "/" + on.path("src/A.java"))));
    assertThat(decide(plain, on.bash("make all")))
        .isEqualTo(
            new Ask(
                "Running a command asks unless a rule allows it.\nmake could do anything: what it"
                    + " does with these operands is not known: make all.",
                new Rule("Bash", "make all")));
    assertThat(decide(plain, on.fetch("example.com", 443)))
        .isEqualTo(
            new Ask(
                "Connecting to example.com:443 asks unless a rule allows it.",
                new Rule("WebFetch", "domain:example.com")));
    assertThat(decide(plain, on.act("x", new Effect.Persists(on.path("a"), "a hook"))))
        .isInstanceOf(Ask.class);
  }

  @Test
  void callsWithoutEffectsAreFreeUnlessAServerStatesNone() {
    assertThat(decide(plain, on.act("todo"))).isInstanceOf(Allow.class);
    assertThat(decide(plain, on.act("todo"), Mode.PLAN)).isInstanceOf(Allow.class);
    assertThat(decide(plain, on.act("mcp__a__b"))).isInstanceOf(Ask.class);
    assertThat(decide(on.allowing("mcp__a__b"), on.act("mcp__a__b"))).isInstanceOf(Allow.class);
  }

  @Test
  void modesChangeWhatAsks() {
    var write = on.write("src/A.java");
    assertThat(decide(plain, write, Mode.ACCEPT_EDITS)).isInstanceOf(Allow.class);
    assertThat(decide(plain, on.write("../A.java"), Mode.ACCEPT_EDITS)).isInstanceOf(Ask.class);
    assertThat(decide(plain, on.write("."), Mode.ACCEPT_EDITS)).isInstanceOf(Ask.class);
    assertThat(decide(plain, on.bash("make"), Mode.ACCEPT_EDITS)).isInstanceOf(Ask.class);
    assertThat(decide(plain, write, Mode.DONT_ASK))
        .isInstanceOf(Deny.class)
        .extracting(Decision::reason)
        .asString()
        .contains("--allowedTools");
    assertThat(decide(plain, on.bash("rm -rf /"), Mode.BYPASS)).isInstanceOf(Allow.class);
    assertThat(decide(plain, on.read("src"), Mode.DONT_ASK)).isInstanceOf(Allow.class);
  }

  @Test
  void planModeOnlyReadsWhateverTheRulesSay() {
    var policy = on.allowing("Bash", "Edit", "WebFetch", "mcp__a", "Read(//**)");
    for (var act :
        List.of(
            on.write("a"),
            on.bash("make"),
            on.fetch("x.org", 443),
            on.act("mcp__a__b"),
            on.read("../a"))) {
      assertThat(decide(policy, act, Mode.PLAN))
          .isInstanceOf(Deny.class)
          .extracting(Decision::reason)
          .asString()
          .contains("Plan mode");
    }
    assertThat(decide(policy, on.read("a"), Mode.PLAN)).isInstanceOf(Allow.class);
  }

  @Test
  void protectedFilesAskInEveryModeButBypass() {
    var policy = on.allowing("Edit", "Edit(**)", "Edit(//**)", "Edit(*.json)");
    for (var path : List.of(".git/hooks/pre-commit", ".vscode/tasks.json", "AGENTS.md", "mvnw")) {
      for (var mode : List.of(Mode.DEFAULT, Mode.ACCEPT_EDITS)) {
        assertThat(decide(policy, on.write(path), mode)).as(path).isInstanceOf(Ask.class);
      }
      assertThat(decide(policy, on.write(path), Mode.BYPASS)).isInstanceOf(Allow.class);
    }
  }

  @Test
  void aRuleWithoutAPathEndsAtTheWorkspace() {
    var policy = on.allowing("Edit", "Read", "mcp__fs");
    for (var act :
        List.of(
            on.write("../x"),
            on.read("../x"),
            on.act("mcp__fs__put", new Effect.Writes(on.path("../x"))))) {
      assertThat(decide(policy, act)).isInstanceOf(Ask.class);
    }
    assertThat(decide(policy, on.write("x"))).isInstanceOf(Allow.class);
  }

  @Test
  void aRuleThatNamesTheProtectedFileAllowsIt() {
    assertThat(decide(on.allowing("Edit(.vscode/**)"), on.write(".vscode/tasks.json")))
        .isInstanceOf(Allow.class);
    assertThat(decide(on.allowing("Edit(.github/workflows/*)"), on.write(".github/workflows/c.y")))
        .isInstanceOf(Allow.class);
    assertThat(decide(on.allowing("Edit(.github/*/*)"), on.write(".github/workflows/c.y")))
        .isInstanceOf(Ask.class);
    assertThat(decide(on.allowing("Read(.env)"), on.read("a/.env"))).isInstanceOf(Allow.class);
    assertThat(decide(on.allowing("Read(*.pem)"), on.read("a/x.pem"))).isInstanceOf(Allow.class);
    assertThat(decide(on.allowing("Read", "Read(**)"), on.read(".env"))).isInstanceOf(Ask.class);
  }

  @Test
  void denyWinsOverAskOverAllowFromAnyLayer() {
    for (var layer : Layer.values()) {
      var policy =
          on.builder()
              .allow(on.source(Layer.MANAGED), List.of("Bash(git diff:*)"))
              .ask(on.source(Layer.MANAGED), List.of("Bash(git:*)"))
              .deny(on.source(layer), List.of("Bash(git diff:*)"))
              .build();
      assertThat(decide(policy, on.bash("git diff"), Mode.BYPASS))
          .isEqualTo(
              new Deny("The rule Bash(git diff:*) in " + on.source(layer) + " forbids this."));
      assertThat(decide(policy, on.bash("git status"))).isInstanceOf(Ask.class);
    }
  }

  @Test
  void aProjectCannotAllowAnythingItOnlyProposes() {
    var source = on.source(Layer.PROJECT);
    var policy = on.builder().allow(source, List.of("Bash", "Edit(**)")).build();
    assertThat(decide(policy, on.bash("make"))).isInstanceOf(Ask.class);
    assertThat(policy.proposals())
        .containsExactly(
            new Proposal(new Rule("Bash", ""), source),
            new Proposal(new Rule("Edit", "**"), source));
  }

  @Test
  void aListIsAllowedWhenEachCommandIs() {
    var policy = on.allowing("Bash(git diff:*)", "Bash(head:*)");
    assertThat(decide(policy, on.bash("git diff 2>&1 | head -5 && git diff")))
        .isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("git diff | tee x"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.bash("git diff > x"))).isInstanceOf(Ask.class);
  }

  @Test
  void commandsThatNameGuardedFilesAskUnlessSpelledOut() {
    var policy = on.allowing("Bash(cat:*)", "Bash(cp:*)", "Bash(./mvnw:*)", "Bash(git add:*)");
    assertThat(decide(policy, on.bash("cat AGENTS.md"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("git add AGENTS.md"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("./mvnw test"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("cat .env"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.bash("cp x .git/hooks/post-merge"))).isInstanceOf(Ask.class);
    assertThat(decide(on.allowing("Bash(cat .env)"), on.bash("cat .env")))
        .isInstanceOf(Allow.class);
  }

  @Test
  void aRuleForEveryCommandStopsAtGuardedFiles() {
    var policy = on.allowing("Bash");
    assertThat(decide(policy, on.bash("for i in 1 2; do echo $i; done > out.txt")))
        .isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("./mvnw -q test > $LOG"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.bash("echo x > .git/hooks/pre-commit"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.bash("cat${IFS}.env"))).isInstanceOf(Ask.class);
  }

  @Test
  void aCommandElsewhereIsNotTheOneThatWasAllowed() {
    var act = on.act("bash", new Effect.Executes("git diff", on.root().resolveSibling("other")));
    assertThat(decide(on.allowing("Bash(git diff:*)", "Bash"), act)).isInstanceOf(Ask.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Bash, bash",
    "bash, BASH",
    "Read, grep",
    "Read, glob",
    "Read, list",
    "Read, read",
    "Edit, write",
    "Edit, apply_patch",
    "Write, edit",
    "MultiEdit, edit",
    "edit, multi-edit",
    "WebFetch, web_fetch",
    "web-fetch, WebFetch",
    "Task, task",
    "Agent, task",
    "LS, list",
    "mcp__git, mcp__git__push",
    "mcp__git__push, mcp__git__push",
    "mcp__git__*, mcp__git__push",
    "MCP__Git__Push, mcp__git__push",
    "TodoWrite, todo",
    "my_tool, MyTool",
    "*, anything"
  })
  void blanketDenialsTakeTheToolAway(String rule, String tool) {
    assertThat(on.denying(rule).forbids(tool)).isTrue();
    assertThat(decide(on.denying(rule), on.act(tool))).isInstanceOf(Deny.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Bash(rm:*), bash",
    "Grep, read",
    "Bash, bash_output",
    "mcp__git, mcp__github__push",
    "Read, edit",
    "mcp__git__push, mcp__git__pull",
    "Edit(src/**), edit"
  })
  void otherToolsStay(String rule, String tool) {
    assertThat(on.denying(rule).forbids(tool)).isFalse();
  }

  @Test
  void allowRulesForServersAreTakenToTheLetter() {
    var policy = on.allowing("mcp__git_hub__push", "mcp__a");
    assertThat(decide(policy, on.act("mcp__git_hub__push"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.act("mcp__github__push"))).isInstanceOf(Ask.class);
    assertThat(decide(policy, on.act("mcp__a__x"))).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.act("mcp__a2__x"))).isInstanceOf(Ask.class);
  }

  @Test
  void aForbiddenFileIsForbiddenThroughEveryTool() {
    var policy = on.denying("Read(./.env)", "Edit(./locked/**)");
    assertThat(decide(policy, on.read(".env"), Mode.BYPASS)).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.act("grep", new Effect.Reads(on.path(".env")))))
        .isInstanceOf(Deny.class);
    assertThat(decide(policy, on.act("edit", new Effect.Reads(on.path(".ENV")))))
        .isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("cat .env"), Mode.BYPASS)).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("python -c 'open(\".env\")'"), Mode.BYPASS))
        .isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("x=$(<.env)"), Mode.BYPASS)).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("echo a > locked/b"), Mode.BYPASS)).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.bash("cat locked/b"), Mode.BYPASS)).isInstanceOf(Allow.class);
    assertThat(decide(policy, on.act("apply_patch", new Effect.Writes(on.path("locked/b")))))
        .isInstanceOf(Deny.class);
    assertThat(decide(policy, on.write("."), Mode.BYPASS)).isInstanceOf(Deny.class);
    assertThat(decide(policy, on.read("."))).isInstanceOf(Allow.class);
    assertThat(policy.hides(on.path(".env"))).isTrue();
    assertThat(policy.hides(on.path("src/A.java"))).isFalse();
    assertThat(plain.hides(on.path("a/key.pem"))).isTrue();
  }

  @Test
  void aForbiddenNameHoldsForTheLinkOfThatName() {
    var input = new Json.Obj(java.util.Map.of("path", new Json.Str("secret.txt")));
    var call = new Block.Call(new CallId("c"), "read", input);
    List<Effect> effects = List.of(new Effect.Reads(on.path("elsewhere.txt")));
    assertThat(on.denying("Read(secret.txt)").decide(call, effects, Set.of(), Mode.DEFAULT))
        .isInstanceOf(Deny.class);
  }

  @ParameterizedTest
  @CsvSource({
    "domain:example.com,      example.com,          443,  true",
    "domain:example.com,      EXAMPLE.com.,         80,   true",
    "domain:example.com,      example.com,          8080, false",
    "domain:example.com:8080, example.com,          8080, true",
    "domain:example.com,      a.example.com,        443,  false",
    "domain:*.example.com,    a.b.example.com,      443,  true",
    "domain:*.example.com,    example.com,          443,  false",
    "domain:*.example.com,    badexample.com,       443,  false",
    "domain:example.com,      example.com.evil.org, 443,  false",
    "domain:example.com,      example.com@evil.org, 443,  false",
    "domain:example.com,      evilexample.com,      443,  false",
    "domain:bücher.de,        xn--bcher-kva.de,     443,  true",
    "domain:[::1]:8080,       [::1],                8080, true"
  })
  void hostsAreComparedByWholeLabels(String specifier, String host, int port, boolean allowed) {
    var decision = decide(on.allowing("WebFetch(" + specifier + ")"), on.fetch(host, port));
    assertThat(decision instanceof Allow).isEqualTo(allowed);
  }

  @Test
  void bypassCanBeTakenAway() {
    var policy = on.builder().forbidBypass().build();
    assertThat(policy.permits(Mode.BYPASS)).isFalse();
    assertThat(policy.permits(Mode.PLAN)).isTrue();
    assertThat(decide(policy, on.bash("make"), Mode.BYPASS)).isInstanceOf(Ask.class);
    assertThat(
            decide(policy.allowing(Rule.parse("Bash(x)"), Set.of()), on.bash("make"), Mode.BYPASS))
        .isInstanceOf(Ask.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bash(", "", "Read(!x)", "WebFetch(example.com)", "mcp__a__b(c)", "*", "Ba sh"})
  void aBadRuleIsNamedWithWhereItStands(String text) {
    assertThatThrownBy(() -> on.allowing(text))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
              assertThat(e.code()).isEqualTo("bad-rule");
              assertThat(e).hasMessageContaining("user settings (user)").hasMessageContaining(text);
            });
  }

  @Test
  void splitsFlagsOutsideParentheses() {
    assertThat(PolicyBuilder.split("Bash(git diff:*), Edit Read(a, b)"))
        .containsExactly("Bash(git diff:*)", "Edit", "Read(a, b)");
  }

  @Test
  void explainsARefusalToModelAndUser() {
    var act = on.bash("git push");
    assertThat(Refusals.explain(plain, act.call(), act.effects(), Set.of(), decide(plain, act)))
        .isEqualTo(
            new Refusals.Explanation(
                "Not run: Running a command asks unless a rule allows it. git push could do"
                    + " anything: this command of git may change something: push. Nobody is there"
                    + " to ask. Go on without it, or say at the end that it is needed.",
                "bash \"git push\" needed an approval that nobody could give. Running a command"
                    + " asks unless a rule allows it. git push could do anything: this command of"
                    + " git may change something: push. To allow it: --allowedTools \"Bash(git"
                    + " push)\"."));
    var edit = on.write("a");
    assertThat(
            Refusals.explain(plain, edit.call(), edit.effects(), Set.of(), decide(plain, edit))
                .user())
        .endsWith("or --permission-mode acceptEdits.");
    var hook = on.write(".git/hooks/x");
    assertThat(
            Refusals.explain(plain, hook.call(), hook.effects(), Set.of(), decide(plain, hook))
                .user())
        .doesNotContain("acceptEdits");
  }
}
