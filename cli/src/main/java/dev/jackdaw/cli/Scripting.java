package dev.jackdaw.cli;

import dev.jackdaw.api.Extensions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ScriptEngine;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.sandbox.Sandboxes;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scripts of workflows, which come as an extension: it is loaded for the first of them, and its
 * processes run as confined as commands do. Safe for use by several threads.
 */
final class Scripting implements ScriptEngine.Starter, AutoCloseable {
  /** The folder it is unpacked to, by which it is known without a look inside. */
  static final String FOLDER = "script";

  private static final Map<String, String> VARIABLES = Map.of("LANG", "C.UTF-8");

  private final Extensions extensions;
  private final Optional<Sandboxes> sandboxes;
  private @Nullable ScriptEngine engine;
  private @Nullable Path scratch;

  Scripting(Extensions extensions, Optional<Sandboxes> sandboxes) {
    this.extensions = extensions;
    this.sandboxes = sandboxes;
  }

  /** Returns what runs scripts. */
  synchronized ScriptEngine engine() {
    if (engine == null) {
      engine =
          extensions.services(ScriptEngine.class).stream()
              .findFirst()
              .orElseThrow(() ->
                  new JackdawException(
                      JackdawException.Kind.ENVIRONMENT,
                      "extension-broken",
                      "The extension \"script\" holds nothing that runs scripts. Replace it by"
                          + " jackdaw-script-VERSION-extension.zip of this release, or remove"
                          + " it."));
    }
    return engine;
  }

  @Override
  public Process start(List<String> command, List<Path> readable) throws IOException {
    if (sandboxes.isEmpty()) {
      return Launcher.unconfined()
          .start(
              new Launcher.Request(
                  command, scratch(), VARIABLES, Optional.empty(), Optional.empty()));
    }
    return sandboxes
        .get()
        .startApart(
            new Launch(command, scratch(), VARIABLES, Launch.Streams.PIPES),
            readable.stream().map(CanonicalPath::of).toList());
  }

  /** Returns an empty folder to run in. */
  private synchronized Path scratch() throws IOException {
    if (scratch == null) {
      scratch = CanonicalPath.of(Files.createTempDirectory("jackdaw-script"));
    }
    return scratch;
  }

  @Override
  public synchronized void close() {
    if (scratch == null) return;
    try {
      Files.deleteIfExists(scratch);
    } catch (IOException e) {
      System.getLogger(Scripting.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
    }
  }
}
