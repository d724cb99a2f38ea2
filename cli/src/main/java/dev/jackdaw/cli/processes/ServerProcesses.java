package dev.jackdaw.cli.processes;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.mcp.transport.Supervised;
import dev.jackdaw.tools.shell.ChildEnvironment;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts servers that talk over their pipes: watched, so that they end with this process however
 * that ends, with what they write to their errors kept in a file, and in the sandbox of commands or
 * outside it.
 */
public final class ServerProcesses {
  private static final int LAST_WORDS_BYTES = 1_500;

  private final Environment environment;
  private final Directories directories;
  private final Workspace workspace;
  private final String kind;
  private final Launcher confined;
  private final Launcher own;

  /**
   * Begins.
   *
   * @param kind names the folder of their errors
   * @param confined starts what runs in the sandbox
   * @param own starts what nothing confines
   */
  public ServerProcesses(
      Environment environment,
      Directories directories,
      Workspace workspace,
      String kind,
      Launcher confined,
      Launcher own) {
    this.environment = environment;
    this.directories = directories;
    this.workspace = workspace;
    this.kind = kind;
    this.confined = confined;
    this.own = own;
  }

  /**
   * What is to be started.
   *
   * @param name names the file of its errors
   * @param variables what it gets, be it a key, beside what commands get
   */
  public record Wanted(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> variables,
      boolean isConfined) {}

  /** Starts it, with pipes for its input and output. */
  public Process start(Wanted wanted) throws IOException {
    var posix = environment.platform() != Platform.WINDOWS;
    var request =
        new Launcher.Request(
            posix ? Supervised.line(wanted.command()) : wanted.command(),
            wanted.directory(),
            variables(wanted.variables()),
            Optional.empty(),
            Optional.of(freshLog(wanted.name())));
    return (wanted.isConfined() ? confined : own).start(request);
  }

  private Map<String, String> variables(Map<String, String> own) {
    var variables =
        new HashMap<>(
            ChildEnvironment.of(environment.variables(), workspace, ChildEnvironment.Settings.NONE)
                .variables());
    variables.putAll(own);
    return variables;
  }

  private Path log(String name) {
    return directories.createState().resolve(kind).resolve(name + ".log");
  }

  /** What the server says this time. */
  private Path freshLog(String name) throws IOException {
    var file = log(name);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (environment.platform() == Platform.WINDOWS) return Files.createFile(file);
    var mode = PosixFilePermissions.fromString("rw-------");
    return Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
  }

  /** Returns the last of what a server wrote to its errors; may be empty. */
  public String lastWords(String name) {
    try (var file = new RandomAccessFile(log(name).toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_WORDS_BYTES));
      var bytes = new byte[(int) Math.min(file.length(), LAST_WORDS_BYTES)];
      var count = file.read(bytes);
      return count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
