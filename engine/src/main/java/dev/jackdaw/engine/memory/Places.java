package dev.jackdaw.engine.memory;

import dev.jackdaw.engine.memory.Place.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where memory files are looked for: {@code AGENTS.md}, {@code CLAUDE.md}, then the rules, then
 * {@code CLAUDE.local.md} of a folder. Where there are none it costs a few looks at the disk.
 */
public final class Places {
  private static final List<String> NAMES = List.of("AGENTS.md", "CLAUDE.md");
  private static final String LOCAL_NAME = "CLAUDE.local.md";
  private static final List<String> RULE_FOLDERS = List.of(".claude", ".jackdaw");
  private static final String RULES = "rules";
  private static final int MAX_RULES = 200;
  private static final int MAX_DEPTH = 8;

  private final Path directory;
  private final Path root;

  /** {@code directory} is the working directory, canonical. */
  public Places(Path directory) {
    this.directory = directory;
    this.root = projectRoot(directory);
  }

  private static Path projectRoot(Path directory) {
    for (var folder = directory; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) return folder;
    }
    return directory;
  }

  /** Returns the root of the project, or the working directory where there is none. */
  public Path root() {
    return root;
  }

  /** Returns the folders from the root of the project down to this one. */
  public List<Path> downTo(Path folder) {
    var folders = new ArrayList<Path>();
    for (var each = folder; each != null && each.startsWith(root); each = each.getParent()) {
      folders.addFirst(each);
    }
    return folders;
  }

  /** Returns the files of the user in one of the user's folders. */
  public List<Place> ofUser(Path folder) {
    var places = new ArrayList<Place>();
    for (var name : NAMES) add(folder.resolve(name), Kind.USER, root, places);
    addRules(folder.resolve(RULES), Kind.USER_RULE, root, places);
    add(folder.resolve(LOCAL_NAME), Kind.USER, root, places);
    return places;
  }

  /** Returns the files of the project in one of its folders. */
  public List<Place> ofProject(Path folder) {
    var places = new ArrayList<Place>();
    for (var name : NAMES) add(folder.resolve(name), Kind.PROJECT, folder, places);
    for (var name : RULE_FOLDERS) {
      addRules(folder.resolve(name).resolve(RULES), Kind.RULE, folder, places);
    }
    add(folder.resolve(LOCAL_NAME), Kind.LOCAL, folder, places);
    return places;
  }

  private void add(Path file, Kind kind, Path base, List<Place> places) {
    if (Files.isRegularFile(file)) places.add(new Place(file, root, kind, base));
  }

  private void addRules(Path folder, Kind kind, Path base, List<Place> places) {
    if (!folder.toFile().isDirectory()) return;
    var files = new ArrayList<Path>();
    gather(folder, kind, MAX_DEPTH, new HashSet<>(), files);
    for (var file : files) add(file, kind, base, places);
  }

  /** Files before folders, each by name; links are followed, those of a project not out of it. */
  private void gather(Path folder, Kind kind, int depth, Set<Path> seen, List<Path> files) {
    if (depth == 0 || files.size() >= MAX_RULES || !enters(folder, kind, seen)) return;
    var folders = new ArrayList<Path>();
    for (var entry : entries(folder)) {
      if (Files.isDirectory(entry)) folders.add(entry);
      else if (entry.toString().endsWith(".md") && files.size() < MAX_RULES) files.add(entry);
    }
    for (var each : folders) gather(each, kind, depth - 1, seen, files);
  }

  private boolean enters(Path folder, Kind kind, Set<Path> seen) {
    try {
      var real = folder.toRealPath();
      return seen.add(real) && (kind.isUsers() || real.startsWith(root));
    } catch (IOException _) {
      return false;
    }
  }

  private static List<Path> entries(Path folder) {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (var entry : stream) entries.add(entry);
    } catch (IOException | DirectoryIteratorException _) {
      return List.of();
    }
    entries.sort(null);
    return entries;
  }

  /** Returns a path as the model reads it: relative to the working directory when below it. */
  public String display(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }
}
