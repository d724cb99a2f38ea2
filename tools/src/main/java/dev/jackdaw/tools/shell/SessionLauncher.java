package dev.jackdaw.tools.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a process in a session of its own by the {@code setsid} program, or by Perl where there is
 * none (macOS). Neither forks here: they do so only for a group leader, which a child of this JVM
 * never is. So the process the JVM knows is the leader of session and group.
 */
final class SessionLauncher implements Launcher {
  private static final List<String> NEW_SESSION = newSession();

  private static List<String> newSession() {
    for (var setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (new File(setsid).canExecute()) return List.of(setsid);
    }
    if (!new File("/usr/bin/perl").canExecute()) return List.of();
    return List.of(
        "/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; exit 126");
  }

  @Override
  public Process start(List<String> command, Path directory, Map<String, String> environment)
      throws IOException {
    var line = new ArrayList<>(NEW_SESSION);
    line.addAll(command);
    var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
