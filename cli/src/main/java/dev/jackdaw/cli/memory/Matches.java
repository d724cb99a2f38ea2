package dev.jackdaw.cli.memory;

import dev.jackdaw.engine.memory.PathPattern;
import dev.jackdaw.engine.memory.Source;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries the patterns of a rules file on the files of the project. Used once. */
final class Matches extends SimpleFileVisitor<Path> {
  private static final int MAX_FILES = 50_000;
  private static final Set<String> PASSED_OVER = Set.of(".git", "node_modules");

  private final Path base;
  private final Map<String, PathPattern> left = new LinkedHashMap<>();
  private int files;

  private Matches(Path base) {
    this.base = base;
  }

  /** Returns the patterns that match nothing; none where there are too many files to tell. */
  static List<String> none(Source rules) {
    var matches = new Matches(rules.place().base());
    for (var pattern : rules.paths()) {
      try {
        matches.left.put(pattern, PathPattern.of(pattern));
      } catch (IllegalArgumentException _) {
        // told of where it was read
      }
    }
    if (matches.left.isEmpty()) return List.of();
    try {
      Files.walkFileTree(matches.base, matches);
    } catch (IOException _) {
      return List.of();
    }
    return matches.files < MAX_FILES ? List.copyOf(matches.left.keySet()) : List.of();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    var name = folder.getFileName();
    return name != null && PASSED_OVER.contains(name.toString())
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    var relative = base.relativize(file);
    left.values().removeIf(pattern -> pattern.matches(relative));
    return left.isEmpty() || ++files >= MAX_FILES
        ? FileVisitResult.TERMINATE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }
}
