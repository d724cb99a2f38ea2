package dev.jackdaw.sandbox.landlock;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest folders and files below a folder that hold nothing hidden. Landlock cannot take a
 * part away from what it allowed, so what is around something hidden is allowed piece by piece;
 * what is made there later, and the list of names there, is then refused.
 */
final class Visible {
  private final List<Path> hidden;
  private final List<Path> found = new ArrayList<>();

  private Visible(List<Path> hidden) {
    this.hidden = hidden;
  }

  /** Returns them; {@code hidden} are absolute paths, whether or not they exist. */
  static List<Path> below(Path folder, List<Path> hidden) {
    var visible = new Visible(hidden);
    visible.visit(folder);
    return visible.found;
  }

  private void visit(Path path) {
    if (Files.isSymbolicLink(path) || hidden.stream().anyMatch(path::startsWith)) return;
    if (hidden.stream().noneMatch(below -> below.startsWith(path))) {
      found.add(path);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.newDirectoryStream(path)) {
        for (var entry : entries) visit(entry);
      } catch (IOException | DirectoryIteratorException _) {
        // What we cannot list, the command cannot either.
      }
    }
  }
}
