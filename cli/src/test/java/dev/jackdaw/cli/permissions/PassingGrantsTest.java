package dev.jackdaw.cli.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Policy;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.policy.Layer;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.policy.Source;
import dev.jackdaw.testkit.Workspaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassingGrantsTest {
  @TempDir Path folder;
  private final PassingGrants grants = new PassingGrants(List::of);

  private Decision decide(Policy policy, String command) {
    var input = Json.object().put("command", command).build();
    var call = new Block.Call(new CallId("a"), "bash", input);
    var effects = List.<Effect>of(new Effect.Executes(command, folder));
    return policy.decide(call, effects, Set.of(), Mode.DEFAULT);
  }

  private PolicyBuilder rules() {
    return new PolicyBuilder(Workspaces.in(folder).workspace());
  }

  @Test
  void allowWhatIsAskedUntilTheyEnd() {
    var policy = grants.over(rules().build());
    assertThat(decide(policy, "touch a")).isInstanceOf(Decision.Ask.class);

    grants.add(List.of(Rule.parse("Bash(touch *)")));
    assertThat(decide(policy, "touch a")).isInstanceOf(Decision.Allow.class);
    assertThat(decide(policy, "rm a")).isInstanceOf(Decision.Ask.class);

    grants.clear();
    assertThat(decide(policy, "touch a")).isInstanceOf(Decision.Ask.class);
  }

  @Test
  void neverTouchARuleThatForbidsOrAsks() {
    var source = new Source(Layer.USER, "settings", folder);
    var policy =
        grants.over(
            rules()
                .deny(source, List.of("Bash(touch x*)"))
                .ask(source, List.of("Bash(touch y*)"))
                .build());
    grants.add(List.of(Rule.parse("Bash")));

    assertThat(decide(policy, "touch x")).isInstanceOf(Decision.Deny.class);
    assertThat(decide(policy, "touch y")).isInstanceOf(Decision.Ask.class);
    assertThat(decide(policy, "touch z")).isInstanceOf(Decision.Allow.class);
  }

  @Test
  void stayWithAPolicyThatLearns() {
    grants.add(List.of(Rule.parse("Bash(touch *)")));
    var policy = grants.over(rules().build()).allowing(Rule.parse("Bash(mkdir *)"), Set.of());

    assertThat(decide(policy, "touch a")).isInstanceOf(Decision.Allow.class);
    assertThat(decide(policy, "mkdir a")).isInstanceOf(Decision.Allow.class);
  }
}
