package dev.jackdaw.tools.search;

import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below a folder, without those that are ignored and, unless asked for, hidden.
 * Links are not followed. A hidden entry that a {@code !} rule takes back is not hidden. Folders
 * that cannot be read are passed over.
 */
final class Walk {
  private static final Set<Path> KERNEL =
      Set.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  /** Whether entries whose name starts with a dot are seen. */
  enum Hidden {
    SKIPPED,
    SEEN
  }

  /** More levels are no source tree; each is held open while what is below it is visited. */
  private static final int MAX_DEPTH = 200;

  /** Is told of each file. */
  interface Visitor {
    void file(Path path, BasicFileAttributes attributes);
  }

  private final Path start;
  private final Hidden hidden;
  private final Workspace workspace;
  private final Map<Path, Optional<Ignore>> entered = new HashMap<>();

  Walk(Path start, Hidden hidden, Workspace workspace) {
    this.start = start;
    this.hidden = hidden;
    this.workspace = workspace;
  }

  /**
   * Visits every file, each with its attributes.
   *
   * @throws IOException when the first folder cannot be read
   */
  void files(Visitor visitor) throws IOException, InterruptedException {
    try (var folder = Folder.open(start, workspace)) {
      visit(folder, folder.names(Integer.MAX_VALUE), Ignore.in(start), 1, visitor);
    }
  }

  private void visit(Folder folder, List<Path> names, Ignore rules, int depth, Visitor visitor)
      throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var folders = new ArrayList<Path>();
    for (var name : names) {
      var attributes = attributes(folder, name);
      if (attributes.isEmpty()) continue;
      var isFolder = attributes.get().isDirectory();
      if (!isFolder && !attributes.get().isRegularFile()) continue;
      var entry = folder.path().resolve(name);
      if (isLeftOut(entry, isFolder, rules)) continue;
      if (isFolder) folders.add(name);
      else visitor.file(entry, attributes.get());
    }
    if (depth == MAX_DEPTH) return;
    for (var name : folders) enter(folder, name, rules, depth + 1, visitor);
  }

  private void enter(Folder above, Path name, Ignore rules, int depth, Visitor visitor)
      throws InterruptedException {
    try (var folder = above.folder(name)) {
      var names = folder.names(Integer.MAX_VALUE);
      visit(folder, names, rules.below(folder), depth, visitor);
    } catch (IOException _) {
      return;
    }
  }

  private static Optional<BasicFileAttributes> attributes(Folder folder, Path name) {
    try {
      return folder.attributes(name);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Returns whether a walk would come to the file, which is below the folder it starts at. */
  boolean reaches(Path file) {
    var rules = entered(file.getParent());
    return rules.isPresent() && !isLeftOut(file, false, rules.get());
  }

  /** Returns the rules in a folder, or nothing when a walk would not enter it. */
  private Optional<Ignore> entered(@Nullable Path folder) {
    if (folder == null || !folder.startsWith(start)) return Optional.empty();
    var known = entered.get(folder);
    if (known != null) return known;
    var rules = folder.equals(start) ? Optional.of(Ignore.in(start)) : below(folder);
    entered.put(folder, rules);
    return rules;
  }

  private Optional<Ignore> below(Path folder) {
    var above = entered(folder.getParent());
    if (above.isEmpty() || isLeftOut(folder, true, above.get())) return Optional.empty();
    try (var opened = Folder.open(folder, workspace)) {
      return Optional.of(above.get().below(opened));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean isLeftOut(Path entry, boolean isFolder, Ignore rules) {
    var name = String.valueOf(entry.getFileName());
    if (name.equals(".git") || rules.ignores(entry, isFolder)) return true;
    if (isFolder && KERNEL.contains(entry) && !workspace.roots().contains(entry)) return true;
    return hidden == Hidden.SKIPPED && name.startsWith(".") && !rules.includes(entry, isFolder);
  }
}
