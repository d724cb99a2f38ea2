package dev.jackdaw.cli.lsp;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.lsp.LanguageServers;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Surroundings;
import dev.jackdaw.lsp.Timing;
import dev.jackdaw.tools.shell.Launcher;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes what language servers need on this machine. */
public record LanguageHosting(
    Environment environment,
    Directories directories,
    Workspace workspace,
    LanguageSettings settings,
    String version) {

  /**
   * Returns the servers of a session, none of them started.
   *
   * @param held starts them
   * @param readable the files whose lines may be shown
   */
  public LanguageServers session(
      List<ServerSpec> specs, Held held, Predicate<Path> readable, Consumer<String> warnings) {
    return new LanguageServers(specs, workspace, around(held, readable, warnings));
  }

  /** Returns what servers have in common in this workspace. */
  public Surroundings around(Held held, Predicate<Path> readable, Consumer<String> warnings) {
    return new Surroundings(
        new ServerPrograms(this, held),
        Timing.USUAL,
        settings.patience().orElse(Surroundings.PATIENCE),
        settings.megabytes().map(count -> (long) count << 20).orElse(Surroundings.MEMORY),
        readable,
        version,
        Thread.ofPlatform().daemon().name("lsp").factory(),
        text -> warnings.accept("jackdaw: " + text));
  }

  ServerProcesses processes(Launcher launcher) {
    return new ServerProcesses(environment, directories, workspace, "lsp", launcher, launcher);
  }

  /** Returns the last of what a server wrote to its errors; may be empty. */
  String lastWords(ServerSpec spec) {
    return processes(Launcher.unconfined()).lastWords(spec.name());
  }
}
