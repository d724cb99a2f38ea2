package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What bubblewrap holds. */
class BubblewrapIT extends Containment {
  private static final Path BWRAP = Path.of("/usr/bin/bwrap");

  private User user = User.SAME;

  @Override
  Sandbox sandbox(Profile.Git git) throws Exception {
    assumeTrue(Files.isExecutable(BWRAP), "bubblewrap is not installed");
    var bubblewrap = new Bubblewrap(BWRAP, SystemCalls.write(outside));
    open(outside);
    var trouble = bubblewrap.trouble(profile(git));
    assumeTrue(trouble.isEmpty(), () -> "no namespaces here: " + trouble);
    return new BubblewrapSandbox(
        bubblewrap,
        profile(git),
        Optional.empty(),
        (line, launch) -> builder(as(user, line)).start());
  }

  @Override
  Process start(Sandbox sandbox, List<String> command, User as) throws Exception {
    user = as;
    return sandbox.start(new Launch(command, project, environment(), Launch.Streams.PIPES));
  }

  @Test
  void aMaskLeftByAKilledRunIsStillOne() throws Exception {
    Files.createDirectory(project.resolve(".vscode"));
    assertThat(confined("echo x > .vscode/tasks.json", User.SAME).code()).isNotZero();
  }
}
