package dev.jackdaw.tools.search;

import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ignore rules in force in a folder: its own {@code .gitignore}, those of the folders above it
 * up to the root of the repository, and the repository's {@code info/exclude}. The nearest file
 * decides, and in it the last rule. Immutable.
 */
public final class Ignore implements IgnoreRules {
  private static final int MAX_BYTES = 1 << 20;
  private static final Path FILE = Path.of(".gitignore");
  private static final Path GIT = Path.of(".git");

  private final Path folder;
  private final @Nullable Ignore above;
  private final List<IgnoreRule> rules;

  /** What {@code info/exclude} says, asked last; it is there only at the root of a repository. */
  private final List<IgnoreRule> excluded;

  private Ignore(Path folder, @Nullable Ignore above, List<IgnoreRule> rules, boolean repository) {
    this.folder = folder;
    this.above = repository ? null : above;
    this.rules = rules;
    this.excluded = repository ? excludedIn(folder) : List.of();
  }

  /** Returns the rules in a canonical folder. */
  public static Ignore in(Path folder) {
    var chain = new ArrayList<Path>();
    for (var path = folder; path != null; path = path.getParent()) {
      chain.add(path);
      if (Files.exists(path.resolve(GIT), LinkOption.NOFOLLOW_LINKS)) break;
    }
    Ignore rules = null;
    for (var path : chain.reversed()) rules = in(path, rules);
    return rules == null ? new Ignore(folder, null, List.of(), false) : rules;
  }

  private static Ignore in(Path path, @Nullable Ignore above) {
    try (var folder = Folder.open(path, path)) {
      return of(folder, above);
    } catch (IOException _) {
      return new Ignore(path, above, List.of(), false);
    }
  }

  private static Ignore of(Folder folder, @Nullable Ignore above) {
    var rules = read(folder, FILE).map(IgnoreRule::of).orElse(List.of());
    return new Ignore(folder.path(), above, rules, holdsGit(folder));
  }

  private static boolean holdsGit(Folder folder) {
    try {
      return folder.attributes(GIT).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /** Returns the rules in a folder directly below this one. */
  @Override
  public Ignore below(Folder child) {
    return of(child, this);
  }

  /** Returns whether an entry of this folder is ignored. */
  @Override
  public boolean ignores(Path path, boolean isFolder) {
    return verdict(path, isFolder).orElse(false);
  }

  /** Returns whether a rule takes an entry of this folder back from being ignored. */
  boolean includes(Path path, boolean isFolder) {
    return !verdict(path, isFolder).orElse(true);
  }

  private Optional<Boolean> verdict(Path path, boolean isFolder) {
    var name = String.valueOf(path.getFileName());
    var root = this;
    for (var at = this; at != null; at = at.above) {
      var said = at.said(at.rules, path, name, isFolder);
      if (said.isPresent()) return said;
      root = at;
    }
    return root.said(root.excluded, path, name, isFolder);
  }

  private Optional<Boolean> said(List<IgnoreRule> from, Path path, String name, boolean isFolder) {
    if (from.isEmpty()) return Optional.empty();
    var relative = slashed(folder.relativize(path));
    for (var i = from.size() - 1; i >= 0; i--) {
      var rule = from.get(i);
      if (rule.matches(relative, name, isFolder)) return Optional.of(!rule.negated());
    }
    return Optional.empty();
  }

  /** Returns the path with {@code /} between its names on every system. */
  static String slashed(Path path) {
    var text = path.toString();
    var separator = path.getFileSystem().getSeparator();
    return separator.equals("/") ? text : text.replace(separator, "/");
  }

  private static Optional<String> read(Folder folder, Path name) {
    try {
      if (folder.attributes(name).isEmpty()) return Optional.empty();
      try (var in = Channels.newInputStream(folder.read(name))) {
        return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file) {
    var name = file.getFileName();
    if (name == null || file.getParent() == null) return Optional.empty();
    try {
      var parent = file.getParent().toRealPath();
      try (var folder = Folder.open(parent, parent)) {
        return read(folder, name);
      }
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<IgnoreRule> excludedIn(Path repository) {
    try {
      var exclude = commonFolder(repository.resolve(GIT)).resolve("info").resolve("exclude");
      return read(exclude).map(IgnoreRule::of).orElse(List.of());
    } catch (InvalidPathException _) {
      return List.of();
    }
  }

  /**
   * A linked worktree has a file that names its folder, which has one that names the common one.
   */
  private static Path commonFolder(Path git) {
    var pointer = read(git).map(String::strip).orElse("");
    if (!pointer.startsWith("gitdir:")) return git;
    var own = git.resolveSibling(pointer.substring("gitdir:".length()).strip());
    return read(own.resolve("commondir")).map(text -> own.resolve(text.strip())).orElse(own);
  }
}
