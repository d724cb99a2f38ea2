package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code jackdaw plugin}: gets, shows, approves and removes plugins. Nothing of one ever runs here.
 */
public final class PluginCommands {
  private final Environment environment;
  private final Path state;
  private final Registry registry;
  private final Set<String> taken;
  private final Predicate<String> asking;
  private final PrintWriter out;

  /**
   * Sets them up.
   *
   * @param taken names that no plugin may have
   * @param asking puts a question with yes or no to the person; no when nobody is there
   */
  public PluginCommands(
      Environment environment,
      Directories directories,
      Set<String> taken,
      Predicate<String> asking,
      PrintWriter out) {
    this.environment = environment;
    this.state = directories.state();
    this.registry = Registry.in(state);
    this.taken = Set.copyOf(taken);
    this.asking = asking;
    this.out = out;
  }

  /** A plugin as it was got, approved or not. */
  private record Got(Tree tree, Manifest manifest, Source source, String commit) {
    Registry.Entry entry() {
      return new Registry.Entry(
          manifest.name(), manifest.version(), source.written(), commit, tree.digest());
    }

    List<Contents.Item> items() {
      return Contents.of(tree, manifest);
    }
  }

  private Got get(String written) throws InterruptedException {
    var source = Source.parse(written, environment.directory());
    try {
      return switch (source) {
        case Source.Folder(var path) -> {
          if (!Files.isDirectory(path))
            throw new PluginException("there is no folder " + path + ".");
          var tree = Tree.read(path);
          yield new Got(tree, Manifest.of(tree, taken), source, "");
        }
        case Source.Git git -> {
          var fetched = fetch().get(git);
          yield new Got(
              fetched.tree(), Manifest.of(fetched.tree(), taken), source, fetched.commit());
        }
      };
    } catch (IOException e) {
      throw new PluginException(written + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private Fetch fetch() {
    var git =
        environment
            .program("git")
            .orElseThrow(() -> new PluginException("there is no git on this machine."));
    return new Fetch(git, environment.variables(), environment.temporary());
  }

  /** Prints those there are. */
  public void list(boolean json) {
    var plugins = Plugins.read(state);
    if (json) {
      var all = new ArrayList<Json>();
      for (var plugin : plugins.active()) {
        var entry = plugin.entry();
        all.add(
            Json.object()
                .put("name", entry.name())
                .put("version", entry.version())
                .put("source", entry.source())
                .put("commit", entry.commit())
                .put("digest", entry.digest())
                .put("root", plugin.root().toString())
                .build());
      }
      out.println(
          Json.object()
              .put("plugins", new Json.Arr(all))
              .put("problems", Json.strings(plugins.problems()))
              .build()
              .compact());
    } else {
      for (var line : plugins.lines()) out.println(VisibleText.inOneLine(line));
    }
    out.flush();
  }

  /** Prints what is in one: an approved one by its name, or one that could be got. */
  public void show(String nameOrSource) throws InterruptedException {
    var entry = registry.named(nameOrSource);
    var got = entry.isPresent() ? installed(entry.get()) : get(nameOrSource);
    print(got);
    out.flush();
  }

  private Got installed(Registry.Entry entry) {
    try {
      var tree = Tree.read(registry.place(entry));
      return new Got(
          tree,
          Manifest.of(tree, Set.of()),
          Source.parse(entry.source(), environment.directory()),
          entry.commit());
    } catch (IOException e) {
      throw new PluginException("the files of " + entry.name() + " cannot be read: " + e + ".", e);
    }
  }

  private void print(Got got) {
    var about = got.manifest();
    var version = about.version().isEmpty() ? "" : " " + about.version();
    line(about.name() + version + "  " + about.description());
    line("from " + got.source().written());
    if (!got.commit().isEmpty()) line("commit " + got.commit());
    line("digest " + got.tree().digest());
    for (var item : got.items()) {
      line("  " + item.summary());
      if (item.effect().startsWith("comes with it")) continue;
      VisibleText.of(item.text()).lines().forEach(text -> out.println("    | " + text));
    }
  }

  private void line(String text) {
    out.println(VisibleText.inOneLine(text));
  }

  /**
   * Gets a plugin, shows all of it, and keeps it once it is approved: by the person, or by its
   * digest where somebody has seen it before.
   *
   * @return whether it is in force now
   */
  public boolean install(String written, Optional<String> digest) throws InterruptedException {
    var got = get(written);
    var known = registry.named(got.manifest().name());
    if (known.isPresent() && !known.get().source().equals(got.source().written())) {
      throw new PluginException(
          "there is a plugin \""
              + got.manifest().name()
              + "\" already, from "
              + known.get().source()
              + ". Remove that first.");
    }
    if (known.isPresent()) return renewed(got, known.get(), digest);
    print(got);
    return approved(got, digest) && keep(got);
  }

  /** Gets a plugin again, and shows what is different. */
  public boolean update(String name, Optional<String> digest) throws InterruptedException {
    var known = registry.named(name).orElseThrow(() -> unknown(name));
    var got = get(known.source());
    if (!got.manifest().name().equals(name)) {
      throw new PluginException(
          "it calls itself \"" + got.manifest().name() + "\" now. Remove it, and install that.");
    }
    return renewed(got, known, digest);
  }

  private boolean renewed(Got got, Registry.Entry known, Optional<String> digest) {
    if (got.tree().digest().equals(known.digest()) && Files.isDirectory(registry.place(known))) {
      line(known.name() + " is as it was approved: digest " + known.digest());
      out.flush();
      return true;
    }
    for (var text : Contents.changes(before(known), got.items())) {
      out.println(VisibleText.inOneLine(text));
    }
    line("commit " + known.commit() + " -> " + got.commit());
    line("digest " + known.digest() + " -> " + got.tree().digest());
    if (!approved(got, digest) || !keep(got)) return false;
    if (!registry.place(got.entry()).equals(registry.place(known))) discard(known);
    return true;
  }

  /** What of the old one cannot be read is shown as new. */
  private List<Contents.Item> before(Registry.Entry known) {
    try {
      return installed(known).items();
    } catch (PluginException _) {
      return List.of();
    }
  }

  private boolean approved(Got got, Optional<String> digest) {
    out.flush();
    if (digest.isPresent()) {
      if (digest.get().equals(got.tree().digest())) return true;
      throw new PluginException(
          "its digest is " + got.tree().digest() + ", not that which was to be approved.");
    }
    if (asking.test("Put " + got.manifest().name() + " into force, all of the above?")) return true;
    line("Nothing was changed. To approve it unasked: --digest " + got.tree().digest());
    out.flush();
    return false;
  }

  private boolean keep(Got got) {
    var entry = got.entry();
    var place = registry.place(entry);
    try {
      Files.createDirectories(registry.folder());
      var fresh = Files.createTempDirectory(registry.folder(), "new");
      try {
        got.tree().write(fresh.toRealPath());
        Tree.remove(place);
        Files.move(fresh, place);
      } finally {
        Tree.remove(fresh);
      }
    } catch (IOException e) {
      throw new PluginException("the plugin cannot be kept in " + place + ": " + e + ".", e);
    }
    registry.put(entry);
    line(entry.name() + " is in force from the next session on.");
    out.flush();
    return true;
  }

  /** Takes one away. */
  public void remove(String name) {
    var known = registry.named(name).orElseThrow(() -> unknown(name));
    registry.remove(name);
    discard(known);
    line(name + " is removed.");
    out.flush();
  }

  private void discard(Registry.Entry entry) {
    try {
      Tree.remove(registry.place(entry));
    } catch (IOException e) {
      line("Its files could not be removed: " + e + ".");
    }
  }

  private PluginException unknown(String name) {
    var names = registry.entries().stream().map(Registry.Entry::name).toList();
    return new PluginException(
        "there is no plugin \""
            + name
            + "\"."
            + (names.isEmpty() ? "" : " There are: " + String.join(", ", names) + "."));
  }
}
