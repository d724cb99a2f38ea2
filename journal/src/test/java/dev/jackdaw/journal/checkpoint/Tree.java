package dev.jackdaw.journal.checkpoint;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/** Everything a person could see of a folder, git's own aside. */
final class Tree {
  private Tree() {}

  static Map<String, String> of(Path folder) throws IOException {
    var seen = new TreeMap<String, String>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (dir.endsWith(".git")) return FileVisitResult.SKIP_SUBTREE;
            seen.put(RawName.ofPath(dir), "folder " + mode(dir));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            seen.put(RawName.ofPath(file), described(file, attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    return seen;
  }

  private static String described(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      return "link " + RawName.ofPath(Files.readSymbolicLink(file));
    }
    if (!attributes.isRegularFile()) return "special";
    var digest = ContentId.digest();
    try (var in = Files.newInputStream(file)) {
      var buffer = new byte[1 << 16];
      for (int count; (count = in.read(buffer)) >= 0; ) digest.update(buffer, 0, count);
    }
    return "file " + mode(file) + " " + attributes.size() + " " + ContentId.of(digest);
  }

  private static String mode(Path path) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).toString();
  }
}
