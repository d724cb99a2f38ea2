package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What bubblewrap holds by itself, as for commands that are to outlive Jackdaw. */
class UnsupervisedBubblewrapIT extends Containment {
  @Override
  String backend() {
    return "bwrap alone";
  }

  @Override
  boolean holds(Probe probe) {
    return !probe.isDeep();
  }

  @Test
  void aMaskLeftByAKilledRunIsStillOne() throws Exception {
    Files.createDirectories(project.resolve(".vscode")); // another probe may have left it
    assertThat(confined("echo x > .vscode/tasks.json", User.SAME).code()).isNotZero();
  }
}
