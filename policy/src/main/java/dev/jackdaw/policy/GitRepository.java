package dev.jackdaw.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the repository git would use in a folder, and whether it is inert: whether its own
 * configuration holds nothing but settings that are known to run no program and fetch nothing.
 * Reads files; runs nothing.
 */
record GitRepository(Path folder, List<Path> roots) {
  private static final int MAX_INDEX_BYTES = 64 * 1024 * 1024;
  private static final int MAX_CONFIG_BYTES = 256 * 1024;

  /** Returns what could make a command of git run a program, as a clause. */
  Optional<String> trouble() {
    try {
      return Optional.ofNullable(search());
    } catch (IOException | RuntimeException _) {
      return Optional.of("the repository's settings cannot be read");
    }
  }

  /** The list of files of a repository, and the folder that they lie below. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Index(Path top, byte[] bytes) {}

  /** Returns the list of files of a repository that is an ordinary folder. */
  Optional<Index> index() {
    for (var at = folder; at != null; at = at.getParent()) {
      var index = at.resolve(".git/index");
      if (!Files.isRegularFile(index)) continue;
      try {
        var bytes = bytes(index, MAX_INDEX_BYTES);
        return bytes.length > MAX_INDEX_BYTES
            ? Optional.empty()
            : Optional.of(new Index(at, bytes));
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private @Nullable String search() throws IOException {
    for (var at = folder; at != null; at = at.getParent()) {
      var dot = at.resolve(".git");
      if (Files.exists(dot, LinkOption.NOFOLLOW_LINKS)) return found(at, dot);
      if (Files.exists(at.resolve("HEAD")) && Files.exists(at.resolve("objects"))) {
        return "the folder is itself the inside of a repository";
      }
    }
    return "there is no repository";
  }

  private @Nullable String found(Path top, Path dot) throws IOException {
    if (roots.stream().noneMatch(top::startsWith)) {
      return "the repository reaches outside the workspace";
    }
    if (Files.isSymbolicLink(dot)) return "the repository's settings are behind a link";
    if (Files.isDirectory(dot)) return examined(top, dot, dot);
    var text = read(dot).strip();
    if (!text.startsWith("gitdir: ")) return "the repository's settings cannot be read";
    var own = top.resolve(text.substring("gitdir: ".length())).normalize();
    var common = own.resolve("commondir");
    if (!Files.exists(common)) return "the folder is a submodule";
    return examined(top, own, own.resolve(read(common).strip()).normalize());
  }

  private static @Nullable String examined(Path top, Path own, Path common) throws IOException {
    for (var file : List.of(common.resolve("config"), own.resolve("config.worktree"))) {
      if (!Files.exists(file)) continue;
      var setting = GitConfig.firstUnknown(read(file));
      if (setting.isPresent()) {
        return "the repository sets " + setting.get() + ", which may run a program";
      }
    }
    if (Files.exists(top.resolve(".gitmodules"))) return "the repository has submodules";
    if (Files.exists(common.resolve("modules"))) return "the repository has submodules";
    return holdsSubmodule(own.resolve("index")) ? "the repository has submodules" : null;
  }

  private static String read(Path file) throws IOException {
    var bytes = bytes(file, MAX_CONFIG_BYTES);
    if (bytes.length > MAX_CONFIG_BYTES) throw new IOException(file + " is too long");
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Reads one byte more than the limit when there are more; never a pipe or a device. */
  private static byte[] bytes(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) throw new IOException(file + " is not a file");
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    }
  }

  /** The mode of a nested repository in an entry; anywhere else the bytes only cause a question. */
  private static boolean holdsSubmodule(Path index) throws IOException {
    if (!Files.exists(index)) return false;
    var bytes = bytes(index, MAX_INDEX_BYTES);
    if (bytes.length > MAX_INDEX_BYTES) return true;
    for (var i = 2; i + 1 < bytes.length; i++) {
      if (bytes[i] == (byte) 0xE0 && bytes[i + 1] == 0 && bytes[i - 1] == 0 && bytes[i - 2] == 0) {
        return true;
      }
    }
    return false;
  }
}
