package dev.jackdaw.testkit;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fills a folder with files and makes a workspace of it.
 *
 * <pre>{@code
 * var workspace = Workspaces.in(temp).file("src/A.java", "class A {}\n").workspace();
 * }</pre>
 */
public final class Workspaces {
  private final Path folder;

  private Workspaces(Path folder) {
    this.folder = folder;
  }

  /** Begins in the folder, which is created when it is not there. */
  public static Workspaces in(Path folder) {
    try {
      return new Workspaces(Files.createDirectories(folder).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file with this text, and the folders it needs. */
  public Workspaces file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file with these bytes, and the folders it needs. */
  public Workspaces file(String name, byte[] bytes) {
    try {
      Files.write(place(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file that may be run. */
  public Workspaces program(String name, String text) {
    file(name, text);
    if (!folder.resolve(name).toFile().setExecutable(true)) {
      throw new UncheckedIOException(new IOException("cannot make " + name + " executable"));
    }
    return this;
  }

  /** Adds an empty folder. */
  public Workspaces folder(String name) {
    try {
      Files.createDirectories(folder.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a symbolic link to the target as it is spelled, whether or not anything is there. */
  public Workspaces link(String name, String target) {
    try {
      Files.createSymbolicLink(place(name), Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder, canonical. */
  public Path path() {
    return folder;
  }

  /** Returns the path of a name in the folder; no link is followed. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  public Workspace workspace() {
    try {
      return Workspace.of(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns everything below the folder, see {@link #tree(Path)}. */
  public SortedMap<String, String> tree() {
    return tree(folder);
  }

  /**
   * Returns everything below a folder, for comparing the effect of a test as one value: names
   * relative to it with {@code /} between, each with the text of the file, {@code -> target} for a
   * link, {@code /} for a folder. Bytes that are no text read as Latin-1.
   */
  public static SortedMap<String, String> tree(Path folder) {
    var tree = new TreeMap<String, String>();
    try (var found = Files.walk(folder)) {
      for (var path : (Iterable<Path>) found::iterator) {
        if (path.equals(folder)) continue;
        var name = folder.relativize(path).toString().replace('\\', '/');
        tree.put(name, shown(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  private static String shown(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) return "-> " + Files.readSymbolicLink(path);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return "/";
    var bytes = Files.readAllBytes(path);
    var text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private Path place(String name) throws IOException {
    var place = folder.resolve(name);
    var parent = place.getParent();
    if (parent != null) Files.createDirectories(parent);
    return place;
  }
}
