package dev.jackdaw.cli.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands at a path, links not followed; equal states have equal content. */
sealed interface State {
  record Absent() implements State {}

  /** {@code sha256} of the content. */
  record File(String sha256, boolean executable) implements State {}

  record Link(String target) implements State {}

  /** A folder, a pipe, a device. */
  record Other() implements State {}

  /** Returns what stands at a path below a root, reached without any link. */
  static State of(Path root, String path) throws IOException {
    return isBehindLink(root, path) ? new Absent() : of(root.resolve(path));
  }

  /** Returns whether a folder on the way to it is a link. */
  static boolean isBehindLink(Path root, String path) {
    for (var above = root.resolve(path).getParent();
        above != null && !above.equals(root);
        above = above.getParent()) {
      if (Files.isSymbolicLink(above)) return true;
    }
    return false;
  }

  static State of(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return new Absent();
    } catch (IOException e) {
      // A file where the path needs a folder.
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return new Absent();
      throw e;
    }
    if (attributes.isSymbolicLink()) return new Link(Files.readSymbolicLink(path).toString());
    if (!attributes.isRegularFile()) return new Other();
    return new File(sha256(path), Files.isExecutable(path));
  }

  private static String sha256(Path file) throws IOException {
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[64 * 1024];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
