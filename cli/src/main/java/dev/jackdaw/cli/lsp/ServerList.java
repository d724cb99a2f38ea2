package dev.jackdaw.cli.lsp;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.lsp.KnownServers;
import dev.jackdaw.lsp.ServerSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The language servers that are known or configured here, and which of them can be started.
 *
 * @param all those configured first: of a language the first that can be started counts
 * @param problems what is wrong with what is configured, a sentence each
 */
public record ServerList(List<Entry> all, List<String> problems) {
  public ServerList {
    all = List.copyOf(all);
    problems = List.copyOf(problems);
  }

  /**
   * A server.
   *
   * @param spec with the path of its program where that was found
   */
  public record Entry(ServerSpec spec, boolean isFound) {
    public boolean canStart() {
      return isFound && !spec.off();
    }
  }

  /**
   * Looks at what there is, at the cost of a few looks at the disk; starts nothing.
   *
   * @param trusted whether the folder is, without which what its settings name does not count and
   *     nothing is started outside a sandbox
   */
  public static ServerList of(Environment environment, LanguageSettings settings, boolean trusted) {
    if (settings.off()) return new ServerList(List.of(), List.of());
    var specs = new LinkedHashMap<String, ServerSpec>();
    var problems = new ArrayList<String>();
    for (var entry : settings.inForce(trusted)) {
      try {
        specs.put(entry.name(), ServerReader.read(entry, problems));
      } catch (IllegalArgumentException e) {
        problems.add(ServerReader.place(entry) + ": " + e.getMessage() + ". It is not used.");
      }
    }
    for (var spec : KnownServers.ALL) specs.putIfAbsent(spec.name(), spec);
    var all = new ArrayList<Entry>();
    for (var known : specs.values()) {
      var spec = trusted ? known : known.onlyInSandbox();
      var program = program(environment, spec.program());
      all.add(program.map(path -> new Entry(spec.with(path), true)).orElse(new Entry(spec, false)));
    }
    return new ServerList(all, problems);
  }

  /** Returns those that can be started. */
  public List<ServerSpec> startable() {
    var specs = new ArrayList<ServerSpec>();
    for (var entry : all) if (entry.canStart()) specs.add(entry.spec());
    return specs;
  }

  private static Optional<Path> program(Environment environment, String name) {
    try {
      if (!name.contains("/")) return environment.program(name);
      var path =
          name.startsWith("~/") && environment.home().isPresent()
              ? environment.home().get().resolve(name.substring(2))
              : Path.of(name);
      return path.isAbsolute() && path.toFile().canExecute() ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
