package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.sandbox.layer.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bubblewrap holds the same under a layer: nothing gets more rights by being held back. */
class LayeredBubblewrapIT extends Containment {
  private static final Path BWRAP = Path.of("/usr/bin/bwrap");

  private User user = User.SAME;
  private @Nullable Layers layers;

  @Override
  String backend() {
    return "bwrap alone";
  }

  @Override
  boolean holds(Probe probe) {
    return !probe.isDeep();
  }

  @Override
  Sandbox sandbox(Profile.Git git) throws Exception {
    assumeTrue(Files.isExecutable(BWRAP), "bubblewrap is not installed");
    var bubblewrap = new Bubblewrap(BWRAP, SystemCalls.write(outside));
    open(outside);
    var trouble = new BubblewrapSandbox(bubblewrap, profile(git)).trouble();
    assumeTrue(trouble.isEmpty(), () -> "no namespaces here: " + trouble);
    try {
      var place = home.resolveSibling("layers");
      layers = Layers.open(List.of(place), List.of(project), Sandbox.MASKS);
    } catch (IOException e) {
      assumeTrue(false, () -> "no layers here: " + e.getMessage());
    }
    return new BubblewrapSandbox(
        bubblewrap,
        profile(git),
        Optional.empty(),
        Optional.empty(),
        (line, launch) -> builder(as(user, line)).start());
  }

  @Override
  Ended confined(String script, User as) throws Exception {
    user = as;
    return ended(start(sandbox, List.of("/bin/bash", "-c", script)));
  }

  @Override
  Process start(Sandbox of, List<String> command) throws Exception {
    if (users().size() > 1) own(project, 0);
    var around = Objects.requireNonNull(layers).begin(List.of(project)).around(project);
    if (user == User.ORDINARY) {
      // A layer copies files up with their owner, who must be the one who is mapped.
      own(home.resolveSibling("layers"), NOBODY);
      own(project, NOBODY);
    }
    return of.start(
        new Launch(
            command,
            project,
            environment(),
            Launch.Streams.PIPES,
            Optional.empty(),
            Optional.empty(),
            around));
  }

  private static void own(Path folder, int user) throws Exception {
    var owner = user + ":" + user;
    new ProcessBuilder("/bin/chown", "-R", owner, folder.toString()).start().waitFor();
  }

  @Override
  void theRestOfWorkGoesOn() {
    // A layer holds it back: what counts of it is told by the tests of layers.
  }

  @Test
  void nothingCountsOfIt() throws Exception {
    for (var each : users()) {
      var ended = confined("echo x > src/new && rm src/A.java && ls src", each);
      assertThat(ended.said()).as("%s", each).isEqualTo("new\n");
      assertThat(project.resolve("src/A.java")).exists();
      assertThat(project.resolve("src/new")).doesNotExist();
    }
  }
}
