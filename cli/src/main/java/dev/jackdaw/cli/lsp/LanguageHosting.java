package dev.jackdaw.cli.lsp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.lsp.LanguageServers;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Surroundings;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.tools.shell.Launcher;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes what language servers need on this machine. */
public record LanguageHosting(
    Environment environment, Directories directories, Workspace workspace, LanguageSettings settings, String version) {

  /** Returns the same, none of them outside the sandbox. */
  public static List<ServerSpec> allConfined(List<ServerSpec> specs) {
    return specs.stream().map(ServerSpec::inSandbox).toList();
  }

  /**
   * Returns the servers of a session, none of them started.
   *
   * @param confined starts commands as the session's sandbox has them
   * @param readable the files whose lines may be shown
   */
  public LanguageServers session(
      List<ServerSpec> specs,
      Launcher confined,
      Predicate<Path> readable,
      Consumer<String> warnings) {
    var processes = new ServerProcesses(environment, directories, workspace, "lsp", confined);
    return new LanguageServers(
        specs,
        workspace,
        new Surroundings(
            new ServerPrograms(processes),
            settings.patience().orElse(Surroundings.PATIENCE),
            settings.megabytes().map(count -> (long) count << 20).orElse(Surroundings.MEMORY),
            readable,
            version,
            Thread.ofPlatform().daemon().name("lsp").factory(),
            text -> warnings.accept("jackdaw: " + text)));
  }
}
