package dev.jackdaw.tools.search;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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

  private record Stop(Path folder, Ignore rules) {}

  private final Path start;
  private final Hidden hidden;
  private final List<Path> roots;
  private final Map<Path, Optional<Ignore>> entered = new HashMap<>();

  Walk(Path start, Hidden hidden, Workspace workspace) {
    this.start = start;
    this.hidden = hidden;
    this.roots = workspace.roots();
  }

  /**
   * Visits every file, each with its attributes.
   *
   * @throws IOException when the first folder cannot be read
   */
  void files(BiConsumer<Path, BasicFileAttributes> visitor)
      throws IOException, InterruptedException {
    var open = new ArrayDeque<Stop>();
    open.push(new Stop(start, Ignore.in(start)));
    try (var _ = Files.newDirectoryStream(start)) {
      while (!open.isEmpty()) {
        if (Thread.interrupted()) throw new InterruptedException();
        visit(open.pop(), open, visitor);
      }
    }
  }

  private void visit(Stop stop, Deque<Stop> open, BiConsumer<Path, BasicFileAttributes> visitor) {
    try (var entries = Files.newDirectoryStream(stop.folder)) {
      for (var entry : entries) {
        var attributes = attributes(entry);
        if (attributes.isEmpty()) continue;
        var isFolder = attributes.get().isDirectory();
        if (!isFolder && !attributes.get().isRegularFile()) continue;
        if (isLeftOut(entry, isFolder, stop.rules)) continue;
        if (isFolder) open.push(new Stop(entry, stop.rules.below(entry)));
        else visitor.accept(entry, attributes.get());
      }
    } catch (IOException | DirectoryIteratorException _) {
      return;
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path entry) {
    try {
      return Optional.of(
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
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
    return Optional.of(above.get().below(folder));
  }

  private boolean isLeftOut(Path entry, boolean isFolder, Ignore rules) {
    var name = String.valueOf(entry.getFileName());
    if (name.equals(".git") || rules.ignores(entry, isFolder)) return true;
    if (isFolder && KERNEL.contains(entry) && !roots.contains(entry)) return true;
    return hidden == Hidden.SKIPPED && name.startsWith(".") && !rules.includes(entry, isFolder);
  }
}
