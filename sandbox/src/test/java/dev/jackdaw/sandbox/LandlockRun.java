package dev.jackdaw.sandbox;

import dev.jackdaw.sandbox.landlock.Landlock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a command confined by Landlock: profile, home, workspace, then the command. */
final class LandlockRun {
  private LandlockRun() {}

  public static void main(String[] arguments) throws Exception {
    var home = Path.of(arguments[1]);
    var project = Path.of(arguments[2]);
    var profile =
        new Profile(
            List.of(project),
            home,
            List.of(home.resolveSibling("own")),
            List.of("AGENTS.md", "mvnw"),
            Profile.Git.valueOf(arguments[0]),
            Optional.empty());
    var command = Arrays.asList(arguments).subList(3, arguments.length);
    try (var sandbox = Landlock.open(profile, LandlockIT::isObeyed, Optional.empty())) {
      var launch = new Launch(command, project, System.getenv(), Launch.Streams.INHERITED);
      Runtime.getRuntime().exit(sandbox.start(launch).waitFor());
    }
  }
}
