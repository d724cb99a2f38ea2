package dev.jackdaw.cli.lsp;

import dev.jackdaw.cli.processes.ServerProcesses;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Starter;
import dev.jackdaw.mcp.transport.Supervised;
import java.io.IOException;
import java.nio.file.Path;

/** Starts language servers the way servers of tools are started. */
record ServerPrograms(ServerProcesses processes) implements Starter {
  @Override
  public Process start(ServerSpec spec, Path root) throws IOException {
    return processes.start(
        new ServerProcesses.Wanted(
            spec.name(), spec.command(), root, spec.environment(), spec.confined()));
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
    return processes.lastWords(spec.name());
  }
}
