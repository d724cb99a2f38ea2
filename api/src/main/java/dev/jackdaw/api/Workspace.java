package dev.jackdaw.api;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders a session works in. Immutable. A path is inside when its canonical form, every link
 * followed, is a root or below one; comparison is by path component, never by string prefix.
 */
public final class Workspace {
  private static final int MAX_PATH_CHARS = 4_096;
  private static final int MAX_LINKS = 40;

  private final Path directory;
  private final List<Path> roots;

  private Workspace(Path directory, List<Path> roots) {
    this.directory = directory;
    this.roots = List.copyOf(roots);
  }

  /**
   * Returns the workspace of a folder and, optionally, others beside it.
   *
   * @throws IOException when one of them is not an existing folder
   */
  public static Workspace of(Path directory, Path... others) throws IOException {
    var roots = new ArrayList<Path>();
    roots.add(folder(directory));
    for (var other : others) roots.add(folder(other));
    return new Workspace(roots.getFirst(), roots);
  }

  private static Path folder(Path path) throws IOException {
    var real = path.toRealPath();
    if (!Files.isDirectory(real)) throw new IOException(path + " is not a folder");
    return real;
  }

  /** Returns the working directory, canonical. */
  public Path directory() {
    return directory;
  }

  /** Returns the roots, canonical, the working directory first. */
  public List<Path> roots() {
    return roots;
  }

  /**
   * Returns the canonical path that the spelled one names, relative to the working directory: links
   * are followed component by component, the last one included, whether or not what they point to
   * exists.
   *
   * @throws InvalidInputException when no file could have that name
   */
  public Path resolve(String spelled) throws InvalidInputException {
    if (spelled.isEmpty()) throw new InvalidInputException("a path must not be empty");
    if (spelled.length() > MAX_PATH_CHARS) {
      throw new InvalidInputException("a path has at most " + MAX_PATH_CHARS + " characters");
    }
    if (spelled.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException("a path must not hold control characters");
    }
    try {
      return canonical(directory.resolve(expandHome(spelled)), 0);
    } catch (InvalidPathException | IOException e) {
      throw new InvalidInputException(
          "\"" + spelled + "\" is not a usable path: " + e.getMessage());
    }
  }

  private static String expandHome(String spelled) {
    return spelled.equals("~") || spelled.startsWith("~/")
        ? System.getProperty("user.home", "/") + spelled.substring(1)
        : spelled;
  }

  /** Follows links by hand, because {@code toRealPath} refuses a path whose end is missing. */
  private static Path canonical(Path path, int links) throws IOException {
    if (links > MAX_LINKS) throw new FileSystemLoopException(path.toString());
    var absolute = path.toAbsolutePath();
    var current = absolute.getRoot();
    for (var i = 0; i < absolute.getNameCount(); i++) {
      var name = absolute.getName(i).toString();
      if (name.isEmpty() || name.equals(".")) continue;
      if (name.equals("..")) {
        current = current.getParent() == null ? current : current.getParent();
        continue;
      }
      var next = current.resolve(name);
      if (Files.isSymbolicLink(next)) {
        var target = current.resolve(Files.readSymbolicLink(next));
        var rest = absolute.subpath(0, absolute.getNameCount());
        for (var j = i + 1; j < rest.getNameCount(); j++) target = target.resolve(rest.getName(j));
        return canonical(target, links + 1);
      }
      current = next;
    }
    return current;
  }

  /** Returns whether the canonical path is inside. */
  public boolean contains(Path canonical) {
    return roots.stream().anyMatch(canonical::startsWith);
  }

  /** Returns the path as people read it: relative to the working directory when it is below it. */
  public String display(Path canonical) {
    if (canonical.equals(directory)) return ".";
    return canonical.startsWith(directory)
        ? directory.relativize(canonical).toString()
        : canonical.toString();
  }

  @Override
  public String toString() {
    return roots.toString();
  }
}
