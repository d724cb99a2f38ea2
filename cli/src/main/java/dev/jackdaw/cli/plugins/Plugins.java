package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.definitions.Level;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The plugins that are in force: each is exactly what was approved, which is checked by its digest
 * when it is read. Where there are none that costs one look at the disk.
 */
public final class Plugins {
  /**
   * A plugin in force.
   *
   * @param root where its files are
   */
  record Active(Registry.Entry entry, Manifest manifest, Path root) {}

  private final List<Active> active = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Plugins() {}

  /** Reads those that were approved; {@code state} is the folder of the user's state. */
  public static Plugins read(Path state) {
    var plugins = new Plugins();
    var registry = Registry.in(state);
    try {
      for (var entry : registry.entries()) plugins.add(registry, entry);
    } catch (PluginException e) {
      plugins.problems.add("no plugin is in force: " + e.getMessage());
    }
    return plugins;
  }

  private void add(Registry registry, Registry.Entry entry) {
    try {
      var place = registry.place(entry);
      if (!Files.isDirectory(place)) throw new PluginException("its files are gone.");
      var root = place.toRealPath();
      var tree = Tree.read(root);
      if (!tree.digest().equals(entry.digest())) {
        throw new PluginException("its files are not those that were approved.");
      }
      active.add(new Active(entry, Manifest.of(tree, Set.of()), root));
    } catch (PluginException | IOException e) {
      problems.add(
          "the plugin "
              + entry.name()
              + " is left out: "
              + e.getMessage()
              + " \"jackdaw plugin update "
              + entry.name()
              + "\" gets it anew.");
    }
  }

  List<Active> active() {
    return List.copyOf(active);
  }

  /** Returns sentences about those that are left out. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns the folders they bring for a kind of definitions. */
  public List<Place> places(Kind kind) {
    var places = new ArrayList<Place>();
    for (var plugin : active) {
      for (var folder : plugin.manifest().folders().getOrDefault(kind, List.of())) {
        places.add(
            new Place(
                plugin.root().resolve(folder),
                Level.PLUGIN,
                plugin.root(),
                plugin.manifest().name()));
      }
    }
    return places;
  }

  /**
   * What a plugin configures, of the rank of the user's own settings.
   *
   * @param plugin its name
   * @param root where its files are, which {@code ${CLAUDE_PLUGIN_ROOT}} stood for
   * @param hooks as the settings key {@code hooks} has them; empty for none
   * @param servers as {@code mcpServers} has them, the plugin's name before theirs; empty for none
   */
  public record Configuration(String plugin, Path root, Json.Obj hooks, Json.Obj servers) {
    /** Returns it as an object of settings. */
    public Json.Obj settings() {
      var settings = Json.object();
      if (!hooks.members().isEmpty()) settings.put("hooks", hooks);
      if (!servers.members().isEmpty()) settings.put("mcpServers", servers);
      return settings.build();
    }
  }

  /** Returns what those configure that configure anything. */
  public List<Configuration> settingsOfAll() {
    var all = new ArrayList<Configuration>();
    for (var plugin : active) {
      var found = settingsOf(plugin);
      if (!found.settings().members().isEmpty()) all.add(found);
    }
    return all;
  }

  private static Configuration settingsOf(Active plugin) {
    var name = plugin.manifest().name();
    var servers = Json.object();
    plugin
        .manifest()
        .servers()
        .members()
        .forEach((server, about) -> servers.put(name + "-" + server, placed(about, plugin.root())));
    var hooks = placed(plugin.manifest().hooks(), plugin.root());
    return new Configuration(
        name,
        plugin.root(),
        hooks instanceof Json.Obj object ? object : Json.Obj.EMPTY,
        servers.build());
  }

  private static Json placed(Json json, Path root) {
    return switch (json) {
      case Json.Str(var text) -> Json.of(placed(text, root));
      case Json.Arr(var elements) ->
          new Json.Arr(elements.stream().map(element -> placed(element, root)).toList());
      case Json.Obj object -> {
        var all = Json.object();
        object.members().forEach((key, value) -> all.put(key, placed(value, root)));
        yield all.build();
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> json;
    };
  }

  private static String placed(String text, Path root) {
    return text.replace("${CLAUDE_PLUGIN_ROOT}", root.toString())
        .replace("${JACKDAW_PLUGIN_ROOT}", root.toString());
  }

  /** Returns a line for each, for people. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (var plugin : active) {
      var entry = plugin.entry();
      lines.add(
          entry.name()
              + (entry.version().isEmpty() ? "" : " " + entry.version())
              + "  "
              + plugin.manifest().description()
              + "  ("
              + entry.source()
              + (entry.commit().isEmpty() ? "" : ", commit " + entry.commit().substring(0, 12))
              + ", digest "
              + entry.digest().substring(0, 12)
              + ")");
    }
    for (var problem : problems) lines.add("! " + problem);
    if (lines.isEmpty())
      lines.add("There are no plugins. \"jackdaw plugin install SOURCE\" gets one.");
    return lines;
  }
}
