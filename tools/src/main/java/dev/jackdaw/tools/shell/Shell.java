package dev.jackdaw.tools.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program that interprets commands: bash without any start file, or the system's {@code sh}.
 */
record Shell(List<String> program) {
  private static final String JVM_ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

  /**
   * Finds it in the system's own folders first.
   *
   * @param path the value of {@code PATH} its commands will have
   */
  static Shell find(String path) throws IOException {
    var bash = program("bash", path);
    if (bash.isPresent()) return new Shell(List.of(bash.get(), "--noprofile", "--norc", "-c"));
    var sh = program("sh", path);
    if (sh.isPresent()) return new Shell(List.of(sh.get(), "-c"));
    throw new IOException(
        "there is no bash and no sh on this machine; install bash to run commands");
  }

  /** Returns where the named program is, the system's own folders first. */
  static Optional<String> program(String name, String path) {
    for (var folder : List.of("/bin", "/usr/bin")) {
      var file = new File(folder, name);
      if (file.isFile() && file.canExecute()) return Optional.of(file.getPath());
    }
    for (var folder : path.split(File.pathSeparator)) {
      var file = new File(folder, name);
      if (file.isAbsolute() && file.isFile() && file.canExecute()) {
        return Optional.of(file.getPath());
      }
    }
    return Optional.empty();
  }

  List<String> running(String command) {
    var line = new ArrayList<>(program);
    line.add(reachesIntact(command) ? command : escaped(command));
    return line;
  }

  /**
   * Whether the JVM hands the text on as UTF-8: in the C locale it sends ? for what is not ASCII.
   */
  private static boolean reachesIntact(String command) {
    if (JVM_ENCODING.equalsIgnoreCase("UTF-8")) return true;
    for (var i = 0; i < command.length(); i++) if (command.charAt(i) > 126) return false;
    return true;
  }

  /** Returns the same command in ASCII alone, every byte as an octal escape of {@code printf}. */
  @SuppressWarnings("OrphanedFormatString") // The format is the program's, not ours.
  static String escaped(String command) {
    var out = new StringBuilder("eval \"$(printf '%b' '");
    for (var b : command.getBytes(StandardCharsets.UTF_8)) {
      out.append("\\0")
          .append((char) ('0' + (b >> 6 & 3)))
          .append((char) ('0' + (b >> 3 & 7)))
          .append((char) ('0' + (b & 7)));
    }
    return out.append("')\"").toString();
  }
}
