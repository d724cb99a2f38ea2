package dev.jackdaw.policy.names;

import dev.jackdaw.api.text.Glob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The names that are never ordinary files, whether or not they exist: writing what will be executed
 * or obeyed later, and reading what opens other doors, always needs a person. Names are compared as
 * {@link Folding} folds them, at any depth, and cover everything below them; only of a few settings
 * files the content tells whether reading them opens a door. It keeps to what selects executables
 * without being ordinary source: {@code package.json} and {@code pom.xml} are source.
 */
public final class ProtectedNames {
  /** What about the name needs a person. */
  public enum Kind {
    /** Writing it. */
    CONTROL,
    /** Reading it, and writing it. */
    CREDENTIAL,
    /** Reading it while a token stands in it. */
    TOKEN_HOLDER
  }

  /**
   * A name or a run of names.
   *
   * @param names folded, outermost first; {@code *} stands for any characters
   * @param why completes "it is protected because"
   */
  record Entry(Kind kind, List<String> names, String why) {}

  /**
   * A path that holds a protected name.
   *
   * @param start the index in the path of the first component that matched
   * @param names the components of the path that matched, as they were spelled
   */
  public record Hit(Kind kind, int start, List<String> names, String why) {
    public Hit {
      names = List.copyOf(names);
    }
  }

  private static final Map<Kind, NameIndex> ENTRIES = NameIndex.byKind();

  private ProtectedNames() {}

  /** Returns why reading the file needs a person. */
  public static Optional<Hit> reading(Path canonical, List<Path> roots) {
    var names = Names.of(canonical, roots);
    var credential = find(names, Kind.CREDENTIAL, Cut.NONE);
    if (credential.isPresent()) return credential;
    var settings = find(names, Kind.TOKEN_HOLDER, Cut.NONE);
    return settings.isPresent() && Tokens.standIn(canonical) ? settings : Optional.empty();
  }

  /**
   * Returns why writing needs a person: the path or one above it is protected, or it is a folder
   * that leads to a protected name.
   */
  public static Optional<Hit> writing(Path canonical, List<Path> roots) {
    var names = Names.of(canonical, roots);
    var credential = find(names, Kind.CREDENTIAL, Cut.NONE);
    return credential.isPresent() ? credential : find(names, Kind.CONTROL, Cut.AT_END);
  }

  /** Returns whether the path itself or one above it is protected from writing. */
  public static Optional<Hit> naming(Path canonical, List<Path> roots) {
    return find(Names.of(canonical, roots), Kind.CONTROL, Cut.NONE);
  }

  /** Whether the path may end in the middle of an entry. */
  private enum Cut {
    NONE,
    AT_END
  }

  /**
   * The components of a path.
   *
   * @param first the index of the first that counts
   */
  private record Names(List<String> spelled, List<String> folded, int first) {
    static Names of(Path path, List<Path> roots) {
      var spelled = new ArrayList<String>(path.getNameCount());
      var folded = new ArrayList<String>(path.getNameCount());
      for (var name : path) {
        spelled.add(name.toString());
        folded.add(Folding.fold(name.toString()));
      }
      return new Names(spelled, folded, firstThatCounts(path, roots));
    }
  }

  private static Optional<Hit> find(Names names, Kind kind, Cut cut) {
    var entries = Objects.requireNonNull(ENTRIES.get(kind));
    for (var i = names.first(); i < names.folded().size(); i++) {
      for (var entry : entries.beginningLike(names.folded().get(i))) {
        var length = matched(entry, names.folded(), i, cut);
        if (length > 0) {
          var spelled = names.spelled().subList(i, i + length);
          return Optional.of(new Hit(kind, i, spelled, entry.why()));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns how many components match from {@code start} on, 0 when the entry does not. */
  private static int matched(Entry entry, List<String> folded, int start, Cut cut) {
    var wanted = entry.names();
    for (var j = 0; j < wanted.size(); j++) {
      if (start + j == folded.size()) return cut == Cut.AT_END ? j : 0;
      var name = folded.get(start + j);
      if (!Glob.matches(wanted.get(j), name)) return 0;
      if (entry.kind() == Kind.CREDENTIAL && ProtectedNameTable.EXAMPLES.contains(name)) return 0;
    }
    return wanted.size();
  }

  /**
   * Returns where the components begin that count: with the root's own name, so that a workspace
   * may itself lie below a protected folder; with the first one inside git's own folder.
   */
  private static int firstThatCounts(Path canonical, List<Path> roots) {
    var first = 0;
    for (var root : roots) {
      if (!canonical.startsWith(root) || holdsGit(root)) continue;
      first = Math.max(first, root.getNameCount() - 1);
    }
    return first;
  }

  private static boolean holdsGit(Path root) {
    for (var name : root) {
      if (Folding.fold(name.toString()).equals(".git")) return true;
    }
    return false;
  }
}
