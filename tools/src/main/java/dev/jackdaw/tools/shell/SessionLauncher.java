package dev.jackdaw.tools.shell;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a process in a session of its own by the {@code setsid} program, or by Perl where there is
 * none (macOS). Neither forks here: they do so only for a group leader, which a child of this JVM
 * never is. So the process the JVM knows is the leader of session and group.
 */
final class SessionLauncher implements Launcher {
  /** What stands before a command that is to lead a session. */
  static final List<String> NEW_SESSION = newSession();

  private static List<String> newSession() {
    for (var setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (new File(setsid).canExecute()) return List.of(setsid);
    }
    if (!new File("/usr/bin/perl").canExecute()) return List.of();
    return List.of(
        "/usr/bin/perl", "-e", "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; exit 126");
  }

  @Override
  public Process start(Request request) throws IOException {
    var line = new ArrayList<>(NEW_SESSION);
    line.addAll(request.cover().around());
    line.addAll(request.cover().back());
    line.addAll(request.command());
    var builder = new ProcessBuilder(line).directory(request.directory().toFile());
    request.output().ifPresent(file -> builder.redirectOutput(Redirect.appendTo(file.toFile())));
    if (request.errors().isEmpty()) builder.redirectErrorStream(true);
    request.errors().ifPresent(file -> builder.redirectError(Redirect.appendTo(file.toFile())));
    builder.environment().clear();
    builder.environment().putAll(request.environment());
    return builder.start();
  }

  @Override
  public boolean canOutlive() {
    return true;
  }
}
