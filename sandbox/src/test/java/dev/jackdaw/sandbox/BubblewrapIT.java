package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What bubblewrap holds with a supervisor for the workspace. */
class BubblewrapIT extends SupervisedContainment {
  @Override
  String backend() {
    return "bwrap";
  }

  @Test
  void nothingOfItIsSeenInTheWorkspace() throws Exception {
    assertThat(confined("ls -A | tr '\\n' ' '", User.SAME).said())
        .isEqualTo(".git AGENTS.md mvnw src ");
  }
}
