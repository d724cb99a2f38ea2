package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which plugins were approved, and as what: a file in the user's state, beside their copies.
 *
 * @param folder does not exist before the first plugin
 */
record Registry(Path folder) {
  private static final String FILE = "registry.json";
  private static final int MAX_BYTES = 1 << 20;

  /**
   * A plugin that was approved.
   *
   * @param source as it was written
   * @param commit of the repository it is from; empty for a folder
   * @param digest of all its files
   */
  record Entry(String name, String version, String source, String commit, String digest) {
    private Json json() {
      return Json.object()
          .put("name", name)
          .put("version", version)
          .put("source", source)
          .put("commit", commit)
          .put("digest", digest)
          .build();
    }

    private static Entry of(Json.Obj object) {
      return new Entry(
          object.string("name", ""),
          object.string("version", ""),
          object.string("source", ""),
          object.string("commit", ""),
          object.string("digest", ""));
    }
  }

  static Registry in(Path state) {
    return new Registry(state.resolve("plugins"));
  }

  /** Returns where the copy of a plugin is. */
  Path place(Entry entry) {
    return folder.resolve(entry.name() + "-" + entry.digest().substring(0, 16));
  }

  /** Returns all of them. Where none ever was it costs one look at the disk. */
  List<Entry> entries() {
    var file = folder.resolve(FILE);
    if (!file.toFile().exists()) return List.of();
    try {
      if (Files.size(file) > MAX_BYTES) throw new IOException("it is too large");
      var entries = new ArrayList<Entry>();
      for (var each : Json.parseObject(Files.readString(file)).array("plugins")) {
        if (!(each instanceof Json.Obj object)) continue;
        var entry = Entry.of(object);
        if (entry.name().matches("[a-z0-9-]{1,64}")
            && entry.digest().matches("[0-9a-f]{64}")
            && entry.commit().matches("|[0-9a-f]{40,64}")) {
          entries.add(entry);
        }
      }
      return entries;
    } catch (IOException | JsonException e) {
      throw new PluginException("the list of plugins, " + file + ", cannot be read: " + e, e);
    }
  }

  Optional<Entry> named(String name) {
    return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** Keeps one, in place of another of its name. */
  void put(Entry entry) {
    var entries = new ArrayList<>(entries());
    entries.removeIf(other -> other.name().equals(entry.name()));
    entries.add(entry);
    write(entries);
  }

  void remove(String name) {
    var entries = new ArrayList<>(entries());
    entries.removeIf(other -> other.name().equals(name));
    write(entries);
  }

  private void write(List<Entry> entries) {
    var all = new ArrayList<Json>();
    for (var entry : entries) all.add(entry.json());
    var text = Json.object().put("plugins", new Json.Arr(all)).build().pretty() + "\n";
    try {
      WholeFile.write(folder.resolve(FILE), text);
    } catch (IOException e) {
      throw new PluginException("the list of plugins cannot be written in " + folder + ": " + e, e);
    }
  }
}
