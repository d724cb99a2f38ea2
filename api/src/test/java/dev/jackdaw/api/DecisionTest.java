package dev.jackdaw.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Decision ALLOW = new Decision.Allow("it reads");
  private static final Decision ASK = new Decision.Ask("it runs", new Rule("Bash", "ls"));
  private static final Decision DENY = new Decision.Deny("a rule");
  private static final List<Decision> ALL =
      List.of(ALLOW, ASK, DENY, new Decision.Allow("x"), new Decision.Deny("y"));

  @Test
  void keepsTheStricter() {
    assertThat(ALLOW.and(ASK)).isEqualTo(ASK);
    assertThat(ASK.and(ALLOW)).isEqualTo(ASK);
    assertThat(ASK.and(DENY)).isEqualTo(DENY);
    assertThat(DENY.and(ALLOW)).isEqualTo(DENY);
  }

  @Test
  void keepsItselfAmongEquals() {
    var other = new Decision.Deny("another rule");
    assertThat(DENY.and(other)).isSameAs(DENY);
    assertThat(other.and(DENY)).isSameAs(other);
  }

  @Test
  void isLawful() {
    for (var a : ALL) {
      assertThat(a.and(a)).isEqualTo(a);
      for (var b : ALL) {
        assertThat(a.and(b).getClass()).isEqualTo(b.and(a).getClass());
        for (var c : ALL) assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
      }
    }
  }
}
