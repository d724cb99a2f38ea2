package dev.jackdaw.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.sandbox.landlock.Landlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Landlock and seccomp hold without namespaces. */
class LandlockIT extends Containment {
  /** Names that are obeyed, as the policy knows them; here those that probes try. */
  private static final Set<String> OBEYED =
      Set.of(".git", ".vscode", ".claude", ".mcp.json", ".envrc");

  private Profile.Git git = Profile.Git.NOTHING;

  static boolean isObeyed(Path path) {
    for (var name : path) if (OBEYED.contains(name.toString())) return true;
    return false;
  }

  @Override
  Sandbox sandbox(Profile.Git of) throws Exception {
    git = of;
    assumeTrue(Landlock.version().orElse(0) >= 6, "no Landlock, or an old one");
    return Landlock.open(profile(of), LandlockIT::isObeyed, Optional.empty());
  }

  /** The ordinary user has a JVM of his own: what is confined cannot become another user. */
  @Override
  Process start(Sandbox sandbox, List<String> command, User user) throws Exception {
    if (user == User.SAME) {
      return sandbox.start(new Launch(command, project, environment(), Launch.Streams.PIPES));
    }
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.addAll(List.of(LandlockRun.class.getName(), git.name(), home.toString()));
    line.add(project.toString());
    line.addAll(command);
    return builder(as(user, line)).start();
  }

  /** All processes of a machine are in one list; a filter that notifies forks into namespaces. */
  @Override
  boolean holds(Probe probe) {
    return probe != Probe.PARENT_SEEN;
  }
}
