package dev.jackdaw.cli.mcp;

import dev.jackdaw.api.files.WholeFile;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.settings.SettingsException;
import dev.jackdaw.cli.settings.SettingsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that hold servers beside settings: {@code .mcp.json} of a project, and the user's own
 * for one project, which is kept with the user's settings and not in the project.
 */
public final class ServerFiles {
  static final String PROJECT_FILE = ".mcp.json";
  static final String SERVERS = "mcpServers";
  private static final String LOCAL_FILE = "mcp-local.json";

  private final Path project;
  private final Path localFile;
  private final Path userFile;

  ServerFiles(Path directory, Directories directories) {
    this.project = CanonicalPath.of(directory);
    this.localFile = directories.config().resolve(LOCAL_FILE);
    this.userFile = directories.config().resolve("settings.json");
  }

  /** An entry of a file, unchecked. */
  public record Entry(String name, Json.Obj content, Path file) {}

  /** Returns whether there is any such file, at the cost of a look at the disk each. */
  static boolean exist(Path directory, Directories directories) {
    if (directories.config().resolve(LOCAL_FILE).toFile().isFile()) return true;
    return !projectFiles(directory).isEmpty();
  }

  /** Returns those of the folder and of the ones above it within the repository, nearest first. */
  private static List<Path> projectFiles(Path directory) {
    var files = new ArrayList<Path>();
    for (var folder = directory; folder != null; folder = folder.getParent()) {
      var file = folder.resolve(PROJECT_FILE);
      if (file.toFile().isFile()) files.add(file);
      if (folder.resolve(".git").toFile().exists()) return files;
    }
    var here = directory.resolve(PROJECT_FILE);
    return here.toFile().isFile() ? List.of(here) : List.of();
  }

  /**
   * Returns the project's servers for whoever is to trust them; a file that cannot be read is an
   * entry without a name.
   */
  public static List<Entry> ofProject(Path directory) {
    var found = new LinkedHashMap<String, Entry>();
    for (var file : projectFiles(directory)) {
      try {
        entries(SettingsText.read(file).object(SERVERS))
            .forEach((name, content) -> found.putIfAbsent(name, new Entry(name, content, file)));
      } catch (SettingsException e) {
        var problem = Json.object().put("problem", String.valueOf(e.getMessage())).build();
        found.putIfAbsent("", new Entry("", problem, file));
      }
    }
    return List.copyOf(found.values());
  }

  private static Map<String, Json.Obj> entries(Json.Obj servers) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    servers
        .members()
        .forEach((name, value) -> {
          entries.put(name, value instanceof Json.Obj content ? content : Json.Obj.EMPTY);
        });
    return entries;
  }

  /** Returns the user's own servers for this project. */
  List<Entry> local() {
    var found = new ArrayList<Entry>();
    entries(read(localFile).object(project.toString()).object(SERVERS))
        .forEach((name, content) -> found.add(new Entry(name, content, localFile)));
    return found;
  }

  private static Json.Obj read(Path file) {
    return Files.exists(file) ? SettingsText.read(file) : Json.Obj.EMPTY;
  }

  /** Returns the file that holds the servers of a scope. */
  Path file(String scope) {
    return switch (scope) {
      case "project" -> project.resolve(PROJECT_FILE);
      case "user" -> userFile;
      default -> localFile;
    };
  }

  /** Returns whether there is a server of that name in the scope. */
  boolean has(String scope, String name) {
    return servers(scope, read(file(scope))).has(name);
  }

  private Json.Obj servers(String scope, Json.Obj content) {
    return (scope.equals("local") ? content.object(project.toString()) : content).object(SERVERS);
  }

  /** Adds a server, or puts it in the place of another of that name. */
  void put(String scope, String name, Json.Obj entry) throws IOException {
    change(scope, read(file(scope)), name, entry);
  }

  /** Removes a server; returns whether there was one. */
  boolean remove(String scope, String name) throws IOException {
    var content = read(file(scope));
    if (!servers(scope, content).has(name)) return false;
    change(scope, content, name, null);
    return true;
  }

  private void change(
      String scope,
      Json.Obj content,
      String name,
      Json.@org.jspecify.annotations.Nullable Obj entry)
      throws IOException {
    var known = servers(scope, content);
    var servers = entry == null ? known.without(name) : known.with(name, entry);
    var changed =
        scope.equals("local")
            ? content.with(
                project.toString(), content.object(project.toString()).with(SERVERS, servers))
            : content.with(SERVERS, servers);
    write(file(scope), changed.pretty() + "\n", scope.equals("project"));
  }

  /** What belongs to the user alone is written with mode 600, as it may hold keys. */
  private static void write(Path file, String text, boolean shared) throws IOException {
    if (shared) {
      Files.writeString(file, text);
      return;
    }
    WholeFile.write(file, text);
  }
}
