package dev.jackdaw.lsp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts servers as children of the test, and remembers them. */
final class PlainStarter implements Starter {
  final List<Process> started = new CopyOnWriteArrayList<>();

  @Override
  public Process start(ServerSpec spec, Path root) throws IOException {
    var builder =
        new ProcessBuilder(spec.command())
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(spec.environment());
    var process = builder.start();
    started.add(process);
    return process;
  }

  @Override
  public void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
