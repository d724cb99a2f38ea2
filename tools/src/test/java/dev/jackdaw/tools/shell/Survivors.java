package dev.jackdaw.tools.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine whose command line or working directory mentions a text. */
final class Survivors {
  private Survivors() {}

  static List<String> mentioning(String text) {
    var found = new ArrayList<String>();
    var pids = new File("/proc").list((_, name) -> name.matches("[0-9]+"));
    for (var pid : pids == null ? new String[0] : pids) {
      var line = commandLine(pid);
      var alive = ProcessTable.entry(Long.parseLong(pid)).isPresent();
      if (alive && (line.contains(text) || directory(pid).equals(text))) {
        found.add(pid + " " + line);
      }
    }
    found.removeIf(line -> line.startsWith(ProcessHandle.current().pid() + " "));
    return found;
  }

  private static String commandLine(String pid) {
    try {
      var bytes = Files.readAllBytes(Path.of("/proc", pid, "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException _) {
      return "";
    }
  }

  private static String directory(String pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", pid, "cwd")).toString();
    } catch (IOException _) {
      return "";
    }
  }
}
