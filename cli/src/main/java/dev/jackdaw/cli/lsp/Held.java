package dev.jackdaw.cli.lsp;

import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.sandbox.Sandboxes;
import dev.jackdaw.lsp.Hold;
import dev.jackdaw.lsp.ServerSpec;
import dev.jackdaw.lsp.Starter;
import dev.jackdaw.sandbox.HomeFolder;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What language servers are started by: the sandbox of commands, in which each also sees the folder
 * of its own program, or nothing.
 *
 * @param sandboxes those of the session, if commands are confined
 * @param trusted whether the folder is
 * @param free starts what nothing confines
 */
public record Held(
    Environment environment, Optional<Sandboxes> sandboxes, boolean trusted, Launcher free) {
  /** Where these are looked for in a sandbox, something else is. */
  private static final List<Path> COVERED =
      List.of(
          Path.of("/tmp"),
          Path.of("/var/tmp"),
          Path.of("/run"),
          Path.of("/home"),
          Path.of("/root"));

  /** What is started here may run what the project brings, so that without trust one must hold. */
  Launcher launcher(ServerSpec spec) throws IOException {
    if (spec.hold() == Hold.FREE) return free;
    var there = sandboxes.filter(Sandboxes::isThere);
    if (there.isPresent()) return there.get().reading(hidden(Path.of(spec.program())));
    if (spec.hold() == Hold.SANDBOX) return free;
    throw new Starter.RefusedException(
        trusted
            ? "the project names it, and no sandbox would hold it"
            : "this folder is not trusted, and no sandbox would hold what it makes the server run");
  }

  /**
   * Returns what of a program a sandbox hides: where it is called by, itself, and what is beside
   * it. Of a program for Node that is all that is installed with it.
   */
  List<Path> hidden(Path program) {
    var found = new ArrayList<Path>();
    if (!program.isAbsolute()) return found;
    var own = CanonicalPath.of(program);
    if (isHidden(program)) found.add(program);
    if (isHidden(own)) found.add(beside(own));
    return found;
  }

  private boolean isHidden(Path path) {
    var home = home();
    if (home.isPresent() && path.startsWith(home.get())) {
      return HomeFolder.CACHES.stream().map(home.get()::resolve).noneMatch(path::startsWith);
    }
    return COVERED.stream().anyMatch(path::startsWith);
  }

  private Optional<Path> home() {
    return environment.home().map(CanonicalPath::of);
  }

  /** A program that stands where much else does brings nothing along. */
  private Path beside(Path program) {
    var folder = program.getParent();
    for (var at = folder; at != null; at = at.getParent()) {
      if (at.endsWith("node_modules")) folder = at;
    }
    var root = folder == null ? program : folder;
    var crowded =
        COVERED.stream().anyMatch(covered -> covered.startsWith(root))
            || home().stream().anyMatch(home -> home.startsWith(root))
            || HomeFolder.CREDENTIALS.stream()
                .anyMatch(name -> home().stream().anyMatch(h -> h.resolve(name).startsWith(root)));
    return crowded ? program : root;
  }
}
