package dev.jackdaw.engine;

import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The memory files of a session: {@code AGENTS.md}, {@code CLAUDE.md} and {@code CLAUDE.local.md}
 * of the user, of every folder from the project's root down to the working directory, and of nested
 * folders once the agent works in them. A line may import another file with {@code @path}; files of
 * the project may import only files of the project. Thread-safe.
 */
public final class MemoryFiles {
  static final int MAX_FILE_BYTES = 64 * 1024;
  static final int MAX_IMPORT_DEPTH = 5;
  private static final List<String> NAMES = List.of("AGENTS.md", "CLAUDE.md");
  private static final String LOCAL_NAME = "CLAUDE.local.md";

  /** A memory file as it is shown to the model, imports included. */
  public record Memory(Path path, String text) {}

  private final List<Path> userFolders;
  private final Path directory;
  private final Path root;
  private final boolean projectRead;
  private final Set<Path> loaded = new HashSet<>();

  /**
   * Describes where to look; reads nothing yet.
   *
   * @param userFolders folders of the user's own memory files, most general first
   * @param directory the working directory, canonical
   */
  public MemoryFiles(List<Path> userFolders, Path directory) {
    this(userFolders, directory, true);
  }

  private MemoryFiles(List<Path> userFolders, Path directory, boolean projectRead) {
    this.userFolders = List.copyOf(userFolders);
    this.directory = directory;
    this.root = projectRoot(directory);
    this.projectRead = projectRead;
  }

  /** Returns these without the project's: nobody trusts it. */
  public MemoryFiles withoutProject() {
    return new MemoryFiles(userFolders, directory, false);
  }

  /** Returns the memory files in force from the start, most general first. */
  public synchronized List<Memory> initial() {
    loaded.clear();
    var memories = new ArrayList<Memory>();
    for (var folder : userFolders) load(folder, folder, memories);
    if (!projectRead) return memories;
    for (var folder : downTo(directory)) load(folder, root, memories);
    return memories;
  }

  /** Returns the memory files that come into force because the agent works on this path. */
  synchronized List<Memory> discover(Path path) {
    if (!projectRead || !path.startsWith(directory)) return List.of();
    var memories = new ArrayList<Memory>();
    var folder = Files.isDirectory(path) ? path : path.getParent();
    if (folder == null) return List.of();
    for (var each : downTo(folder)) {
      if (each.startsWith(directory)) load(each, root, memories);
    }
    return memories;
  }

  private static Path projectRoot(Path directory) {
    for (var folder = directory; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) return folder;
    }
    return directory;
  }

  private List<Path> downTo(Path folder) {
    var folders = new ArrayList<Path>();
    for (var each = folder; each != null && each.startsWith(root); each = each.getParent()) {
      folders.addFirst(each);
    }
    return folders;
  }

  private void load(Path folder, Path boundary, List<Memory> memories) {
    var texts = new HashSet<String>();
    for (var name : NAMES) {
      load(folder.resolve(name), boundary, texts, memories);
    }
    load(folder.resolve(LOCAL_NAME), boundary, texts, memories);
  }

  private void load(Path file, Path boundary, Set<String> texts, List<Memory> memories) {
    if (loaded.contains(file) || !isInside(file, boundary)) return;
    try {
      if (!Files.isRegularFile(file)) return;
      loaded.add(file);
      var text = new Import(boundary).read(file, new LinkedHashSet<>(), 0).strip();
      if (!text.isEmpty() && texts.add(text)) memories.add(new Memory(file, text));
    } catch (IOException e) {
      memories.add(new Memory(file, "(" + file.getFileName() + " could not be read: " + e + ")"));
    }
  }

  private static boolean isInside(Path file, Path boundary) {
    try {
      return file.toRealPath().startsWith(boundary.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  /** Reads a file and what it imports, never leaving the boundary. */
  private record Import(Path boundary) {
    String read(Path file, Set<Path> above, int depth) throws IOException {
      var real = file.toRealPath();
      if (!above.add(real)) return "(" + file + " imports itself)";
      var out = new StringBuilder();
      var fenced = false;
      for (var line : bounded(real, boundary.toRealPath()).split("\n", -1)) {
        if (line.stripLeading().startsWith("```")) fenced = !fenced;
        out.append(fenced ? line : expanded(line, real, above, depth)).append('\n');
      }
      above.remove(real);
      return out.toString();
    }

    /** Reads through the folder, so that nothing outside can take the place of what was checked. */
    private static String bounded(Path file, Path root) throws IOException {
      var parent = file.getParent();
      var name = file.getFileName();
      if (parent == null || name == null || !file.startsWith(root)) {
        throw new IOException(file + " is outside " + root);
      }
      try (var folder = Folder.open(parent, root);
          var in = Channels.newInputStream(folder.read(name))) {
        var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length <= MAX_FILE_BYTES) return new String(bytes, StandardCharsets.UTF_8);
        return new String(bytes, 0, MAX_FILE_BYTES, StandardCharsets.UTF_8)
            + "\n(cut here: the file is larger than "
            + MAX_FILE_BYTES / 1024
            + " KiB)\n";
      }
    }

    /** An import stands alone on its line: {@code @docs/rules.md}, with or without a bullet. */
    private String expanded(String line, Path from, Set<Path> above, int depth) {
      var trimmed = line.strip();
      if (trimmed.startsWith("- ")) trimmed = trimmed.substring(2).strip();
      if (trimmed.length() < 2 || trimmed.charAt(0) != '@' || trimmed.indexOf(' ') >= 0) {
        return line;
      }
      var spelled = trimmed.substring(1);
      try {
        var target =
            spelled.startsWith("~/")
                ? Path.of(System.getProperty("user.home", "/"), spelled.substring(2))
                : from.resolveSibling(spelled);
        if (!Files.isRegularFile(target)) return line;
        if (!isInside(target, boundary)) {
          return "(" + spelled + " was not imported: it is outside " + boundary + ")";
        }
        if (depth >= MAX_IMPORT_DEPTH) return "(" + spelled + " was not imported: nested too deep)";
        return read(target, above, depth + 1).stripTrailing();
      } catch (IOException | InvalidPathException e) {
        return "(" + spelled + " was not imported: " + e.getMessage() + ")";
      }
    }
  }
}
