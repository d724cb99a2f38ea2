package dev.jackdaw.cli.lsp;

import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.lsp.Hold;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Starter;
import dev.jackdaw.mcp.transport.Supervised;
import java.io.IOException;
import java.nio.file.Path;

/** Starts language servers the way servers of tools are started. */
record ServerPrograms(LanguageHosting hosting, Held held) implements Starter {
  @Override
  public Process start(ServerSpec spec, Path root) throws IOException {
    var confined = spec.hold() != Hold.FREE;
    return hosting
        .processes(held.launcher(spec))
        .start(
            new ServerProcesses.Wanted(
                spec.name(), spec.command(), root, spec.environment(), confined));
  }

  @Override
  public void end(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It does not read any more.
    }
    Supervised.end(process);
  }

  @Override
  public String lastWords(ServerSpec spec) {
    return hosting.lastWords(spec);
  }
}
