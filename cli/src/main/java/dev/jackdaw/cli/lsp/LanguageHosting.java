package dev.jackdaw.cli.lsp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.cli.sandbox.Sandboxes;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.lsp.LanguageServers;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Starter;
import dev.jackdaw.lsp.Surroundings;
import dev.jackdaw.lsp.Timing;
import dev.jackdaw.tools.shell.Launcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes what language servers need on this machine. */
public record LanguageHosting(
    Environment environment,
    Directories directories,
    Workspace workspace,
    LanguageSettings settings,
    String version) {

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
    return new LanguageServers(
        specs,
        workspace,
        new Surroundings(
            new ServerPrograms(processes(confined)),
            Timing.USUAL,
            settings.patience().orElse(Surroundings.PATIENCE),
            settings.megabytes().map(count -> (long) count << 20).orElse(Surroundings.MEMORY),
            readable,
            version,
            Thread.ofPlatform().daemon().name("lsp").factory(),
            text -> warnings.accept("jackdaw: " + text)));
  }

  private ServerProcesses processes(Launcher confined) {
    return new ServerProcesses(
        environment, directories, workspace, "lsp", confined, Launcher.unconfined());
  }

  /** Returns the last of what a server wrote to its errors; may be empty. */
  String lastWords(ServerSpec spec) {
    return processes(Launcher.unconfined()).lastWords(spec.name());
  }

  /**
   * Returns what starts servers where a folder is not trusted: what they run may be the project's
   * own, so that nothing but a sandbox may hold it.
   */
  public static Launcher onlyConfined(Optional<Sandboxes> sandboxes, Launcher launcher) {
    return request -> {
      if (sandboxes.map(Sandboxes::isThere).orElse(false)) return launcher.start(request);
      throw new Starter.RefusedException(
          "this folder is not trusted, and no sandbox would hold what it makes the server run");
    };
  }
}
