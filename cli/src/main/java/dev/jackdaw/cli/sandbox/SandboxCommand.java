package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.policy.PolicyBuilder;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.tools.shell.ChildEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code jackdaw sandbox -- COMMAND…}: runs a command as the agent would, on this terminal. */
public final class SandboxCommand {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Confining confining;
  private final Map<String, String> variables;
  private final Path directory;
  private final Consumer<String> warnings;

  public SandboxCommand(
      Confining confining,
      Map<String, String> variables,
      Path directory,
      Consumer<String> warnings) {
    this.warnings = warnings;
    this.confining = confining;
    this.variables = variables;
    this.directory = directory;
  }

  /**
   * Returns the command's exit status, 128 and the signal's number when one ended it; as a shell
   * does, 127 when there is no such program, and 126 when it cannot be executed.
   */
  public int run(Arguments arguments) throws InterruptedException {
    var workspace = workspace(arguments);
    var environment =
        ChildEnvironment.of(variables, workspace, ChildEnvironment.Settings.NONE).variables();
    var command = found(arguments.operands(), environment.getOrDefault("PATH", ""));
    var folder = workspace.directory();
    var missing = missing(command.getFirst(), folder);
    if (missing != 0) return missing;
    var backend = arguments.text(Option.BACKEND).orElse("auto");
    try {
      if (backend.equals("none")) return start(command, folder, environment).waitFor();
      try (var sandbox = sandbox(arguments, workspace, backend)) {
        var launch = new Launch(command, folder, environment, Launch.Streams.INHERITED);
        return sandbox.start(launch).waitFor();
      }
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "command-unusable",
          "The command cannot be run: " + e.getMessage(),
          e);
    }
  }

  private int missing(String program, Path folder) {
    var file = folder.resolve(program).toFile();
    if (!program.contains("/") || !file.exists()) {
      warnings.accept("jackdaw: " + VisibleText.inOneLine(program) + ": command not found");
      return NOT_FOUND;
    }
    if (file.isFile() && file.canExecute()) return 0;
    warnings.accept("jackdaw: " + VisibleText.inOneLine(program) + ": not executable");
    return NOT_EXECUTABLE;
  }

  private Sandbox sandbox(Arguments arguments, Workspace workspace, String backend)
      throws InterruptedException {
    var rung = rung(backend);
    var profile = arguments.text(Option.PROFILE).orElse("workspace");
    var domains = arguments.texts(Option.ALLOW_DOMAIN);
    var git = profile.equals("workspace+git") ? Profile.Git.HISTORY : Profile.Git.NOTHING;
    var policy = new PolicyBuilder(workspace).build();
    return confining.sandbox(
        rung, new Confining.Wish(workspace, () -> policy, git, domains, warnings));
  }

  private static Rung rung(String backend) {
    return switch (backend) {
      case "auto" -> Rung.ANY;
      case "bwrap" -> Rung.BWRAP;
      case "landlock" -> Rung.LANDLOCK;
      case "seatbelt" -> Rung.SEATBELT;
      default -> throw new IllegalArgumentException("backend " + backend);
    };
  }

  private Workspace workspace(Arguments arguments) {
    var folder = directory.resolve(arguments.text(Option.WORKSPACE).orElse(""));
    try {
      return Workspace.of(folder);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "bad-directory",
          "--workspace " + folder + " is no folder to work in: " + e.getMessage() + ".",
          e);
    }
  }

  private static Process start(List<String> line, Path directory, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(line).directory(directory.toFile()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The program is looked for with the path the command will have, not with ours. */
  private static List<String> found(List<String> command, String path) {
    var program = command.getFirst();
    if (program.contains("/")) return command;
    for (var folder : path.split(File.pathSeparator)) {
      var file = new File(folder, program);
      if (file.isAbsolute() && file.isFile() && file.canExecute()) {
        var line = new java.util.ArrayList<>(command);
        line.set(0, file.getPath());
        return line;
      }
    }
    return command;
  }
}
