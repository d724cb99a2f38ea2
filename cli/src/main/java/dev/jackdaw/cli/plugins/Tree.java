package dev.jackdaw.cli.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a plugin, in memory: names with slashes to contents. There are no links, no special
 * files, and not much.
 */
record Tree(Map<String, File> files) {
  static final int MAX_FILES = 1_000;
  static final long MAX_BYTES = 8L << 20;

  Tree {
    files = new TreeMap<>(files);
  }

  /** A file; nobody compares two of them. */
  @SuppressWarnings("ArrayRecordComponent")
  record File(byte[] content, boolean executable) {
    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** Gathers files, and refuses what is too much. */
  static final class Builder {
    private final Map<String, File> files = new TreeMap<>();
    private long bytes;

    void add(String name, byte[] content, boolean executable) {
      room(content.length);
      files.put(Names.file(name), new File(content, executable));
    }

    /** Passes a file that is about to be read. */
    void room(long size) {
      bytes += size;
      if (files.size() >= MAX_FILES || bytes > MAX_BYTES) {
        throw new PluginException(
            "the plugin has more than " + MAX_FILES + " files or " + (MAX_BYTES >> 20) + " MiB.");
      }
    }

    Tree build() {
      return new Tree(files);
    }
  }

  /**
   * Reads a folder.
   *
   * @throws PluginException when it holds what no plugin may hold
   */
  static Tree read(Path folder) throws IOException {
    var builder = new Builder();
    var root = folder.toRealPath();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes about) {
            return !each.equals(root) && Names.isGit(String.valueOf(each.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            var name = root.relativize(file).toString().replace('\\', '/');
            if (Names.isGit(name)) return FileVisitResult.CONTINUE;
            if (!about.isRegularFile()) {
              throw new PluginException(
                  "the plugin holds a link or special file, " + name + "; that is refused.");
            }
            if (about.size() > MAX_BYTES) builder.room(about.size());
            builder.add(name, Files.readAllBytes(file), Files.isExecutable(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return builder.build();
  }

  /** Writes the files into a new folder. */
  void write(Path folder) throws IOException {
    for (var entry : files.entrySet()) {
      var file = folder.resolve(entry.getKey());
      var parent = file.getParent();
      if (parent == null || !file.normalize().startsWith(folder))
        throw new IOException(entry.getKey());
      Files.createDirectories(parent);
      Files.write(file, entry.getValue().content());
      if (entry.getValue().executable()) file.toFile().setExecutable(true, true);
    }
  }

  /** Returns a digest of the names, the contents, and what can be executed. */
  String digest() {
    var all = sha256();
    for (var entry : files.entrySet()) {
      var about = (entry.getValue().executable() ? "x " : "- ") + entry.getKey() + "\0";
      all.update(about.getBytes(StandardCharsets.UTF_8));
      all.update(sha256().digest(entry.getValue().content()));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has it", e);
    }
  }

  /** Removes a folder with all that is in it, following no link. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
