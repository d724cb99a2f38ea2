package dev.jackdaw.cli.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.Layer;
import dev.jackdaw.cli.settings.Origin;
import dev.jackdaw.cli.settings.PermissionRule;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.policy.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreePolicyTest {
  @TempDir Path temp;
  private Path top;
  private Path tree;
  private WorktreePolicy policy;

  @BeforeEach
  void prepare() throws IOException {
    top = Files.createDirectories(temp.toRealPath().resolve("checkout"));
    tree = Files.createDirectories(temp.toRealPath().resolve("tree"));
    var source = new Source(dev.jackdaw.policy.Layer.PROJECT, "settings.json", top);
    var checkout =
        new PolicyBuilder(Workspace.of(top))
            .deny(
                source,
                List.of("Edit(//" + top.toString().substring(1) + "/secret/**)", "WebFetch"))
            .build();
    policy = new WorktreePolicy(new PolicyBuilder(Workspace.of(tree)).build(), checkout, tree, top);
  }

  private Decision edit(Path path, Mode mode) {
    var call = new Block.Call(new CallId("1"), "edit", Json.Obj.EMPTY);
    return policy.decide(call, List.of(new Effect.Writes(path)), Set.of(), mode);
  }

  @Test
  void deniesInTheWorktreeWhatIsDeniedInTheCheckout() {
    for (var mode : Mode.values()) {
      assertThat(edit(tree.resolve("secret/key"), mode)).isInstanceOf(Decision.Deny.class);
    }
    assertThat(policy.forbids("web_fetch")).isTrue();
  }

  @Test
  void decidesTheRestAsTheWorktreesOwn() {
    assertThat(edit(tree.resolve("a"), Mode.DEFAULT)).isInstanceOf(Decision.Ask.class);
    assertThat(edit(tree.resolve("a"), Mode.ACCEPT_EDITS)).isInstanceOf(Decision.Allow.class);
    assertThat(edit(tree.resolve("a"), Mode.PLAN)).isInstanceOf(Decision.Deny.class);
  }

  @Test
  void hasTheCheckoutForAPlaceOutside() {
    assertThat(edit(top.resolve("a"), Mode.ACCEPT_EDITS)).isInstanceOf(Decision.Ask.class);
  }

  @Test
  void repeatsTheRulesOfTheCheckoutsFilesForTheWorktree() throws IOException {
    var origin = new Origin(Layer.PROJECT, "settings.json");
    var rule =
        new PermissionRule(
            PermissionRule.Verdict.DENY, Rule.parse("Read(/src/**)"), origin, top.resolve("sub"));
    var user =
        new PermissionRule(
            PermissionRule.Verdict.DENY,
            Rule.parse("Bash"),
            new Origin(Layer.USER, "u"),
            temp.toRealPath().resolve("elsewhere"));

    var moved = new Worktrees.Site(Workspace.of(tree), tree, top).moved(List.of(rule, user));

    assertThat(moved)
        .containsExactly(
            rule,
            new PermissionRule(rule.verdict(), rule.rule(), origin, tree.resolve("sub")),
            user);
  }
}
