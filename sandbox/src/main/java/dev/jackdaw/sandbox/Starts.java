package dev.jackdaw.sandbox;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Starts a command line by the JDK's means. */
final class Starts {
  /** Makes the process that the JVM knows the leader of a session and a group. */
  private static final List<String> NEW_SESSION =
      new File("/usr/bin/setsid").canExecute() ? List.of("/usr/bin/setsid") : List.of();

  private Starts() {}

  static Process start(List<String> line, Launch launch) throws IOException {
    var pipes = launch.streams() == Launch.Streams.PIPES;
    var whole = new ArrayList<>(pipes ? NEW_SESSION : List.<String>of());
    whole.addAll(line);
    var builder = new ProcessBuilder(whole).directory(launch.directory().toFile());
    if (pipes) redirect(builder, launch);
    else builder.inheritIO();
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    return builder.start();
  }

  private static void redirect(ProcessBuilder builder, Launch launch) {
    launch.output().ifPresent(file -> builder.redirectOutput(Redirect.appendTo(file.toFile())));
    if (launch.errors().isEmpty()) builder.redirectErrorStream(true);
    launch.errors().ifPresent(file -> builder.redirectError(Redirect.appendTo(file.toFile())));
  }
}
