package dev.jackdaw.policy.names;

import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.text.Glob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The path part of a rule, after gitignore: {@code //absolute}, {@code ~/home}, {@code
 * /from-the-settings-root}, {@code ./from-the-working-directory}; a name without a slash is meant
 * at any depth. {@code *} stays within a name, {@code **} crosses folders, a folder covers what is
 * in it.
 *
 * <p>It is read in two ways. {@link #covers} is exact and serves to allow; {@link #touches} folds
 * names, follows the links of the literal part and counts folders above and below, and serves to
 * forbid and to ask.
 */
public final class PathPattern {
  /**
   * What the written forms are relative to; all canonical.
   *
   * @param settings the folder a leading {@code /} stands for
   */
  public record Anchors(Path settings, Path home, Workspace workspace) {}

  private final Path base;
  private final List<Path> wideBases;
  private final List<String> segments;

  private PathPattern(Path base, List<Path> wideBases, List<String> segments) {
    this.base = base;
    this.wideBases = List.copyOf(wideBases);
    this.segments = List.copyOf(segments);
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static PathPattern parse(String text, Anchors anchors) {
    if (text.startsWith("!")) {
      throw new IllegalArgumentException("a path rule cannot start with '!'");
    }
    if (text.startsWith("//")) return of(anchors.home().getRoot(), text.substring(1), anchors);
    if (text.startsWith("~/")) return of(anchors.home(), text.substring(2), anchors);
    if (text.equals("~")) return of(anchors.home(), "", anchors);
    if (text.startsWith("/")) return of(anchors.settings(), text, anchors);
    return relative(text, anchors);
  }

  private static PathPattern relative(String text, Anchors anchors) {
    var directory = anchors.workspace().directory();
    var slash = text.indexOf('/');
    var anyDepth = slash < 0 || slash == text.length() - 1;
    var pattern = of(directory, anyDepth ? "**/" + text : text, anchors);
    var wide = new ArrayList<>(pattern.wideBases);
    if (pattern.base.equals(directory)) wide.addAll(anchors.workspace().roots());
    return new PathPattern(pattern.base, wide, pattern.segments);
  }

  private static PathPattern of(Path anchor, String text, Anchors anchors) {
    var base = anchor;
    var segments = new ArrayList<String>();
    for (var segment : text.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) continue;
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          throw new IllegalArgumentException("'..' cannot follow a wildcard in a path rule");
        }
        base = base.getParent() == null ? base : base.getParent();
      } else if (segments.isEmpty() && Glob.isLiteral(segment)) {
        base = base.resolve(segment);
      } else {
        segments.add(segment);
      }
    }
    return new PathPattern(base, List.of(base, canonical(base, anchors)), segments);
  }

  private static Path canonical(Path path, Anchors anchors) {
    try {
      return anchors.workspace().resolve(path.toString());
    } catch (InvalidInputException _) {
      return path;
    }
  }

  /** Returns the form that names exactly this canonical path and what is below it. */
  public static String exactly(Path canonical) {
    var text = new StringBuilder("/");
    for (var name : canonical) text.append('/').append(Glob.quote(name.toString()));
    return text.length() == 1 ? "//" : text.toString();
  }

  /** Returns whether the canonical path is what was written, to the letter. */
  public boolean covers(Path canonical) {
    if (!canonical.startsWith(base)) return false;
    if (segments.isEmpty()) return true;
    var names = namesBelow(base, canonical);
    if (matches(segments, names)) return true;
    return Glob.isLiteral(segments.getLast()) && matchesAbove(segments, names);
  }

  /** Returns whether a lenient reader could think that the path is meant. */
  public boolean touches(Path canonical) {
    for (var wide : wideBases) {
      if (touchesBelow(folded(wide), folded(canonical))) return true;
    }
    return false;
  }

  /** Returns whether what is meant lies below the folder, as far as the literal part tells. */
  public boolean liesBelow(Path folder) {
    var above = folded(folder);
    for (var wide : wideBases) {
      var below = folded(wide);
      if (below.size() > above.size() && below.subList(0, above.size()).equals(above)) return true;
    }
    return false;
  }

  /** Returns whether something that is meant could lie below the folder. */
  public boolean reachesBelow(Path folder) {
    if (liesBelow(folder)) return true;
    var names = folded(folder);
    for (var wide : wideBases) {
      var root = folded(wide);
      var deeper = names.size() - root.size();
      if (deeper < 0 || !names.subList(0, root.size()).equals(root)) continue;
      if (segments.contains("**") || segments.size() > deeper) return true;
    }
    return false;
  }

  /** Returns whether the pattern spells the protected names out rather than happening on them. */
  public boolean names(ProtectedNames.Hit hit) {
    for (var i = 0; i < hit.names().size(); i++) {
      if (hit.start() + i >= base.getNameCount() && !spells(hit.names().get(i))) return false;
    }
    return true;
  }

  private boolean spells(String name) {
    for (var segment : segments) {
      if (isSpecific(segment) && Glob.matches(segment, name)) return true;
    }
    return false;
  }

  /** A segment says what it means when it starts with three literal characters or ends so. */
  private static boolean isSpecific(String segment) {
    if (segment.length() < 3) return false;
    return Glob.isLiteral(segment.substring(0, 3))
        || segment.equals("*.pem")
        || segment.equals("*.key");
  }

  private boolean touchesBelow(List<String> root, List<String> path) {
    if (path.size() < root.size() || !path.subList(0, root.size()).equals(root)) return false;
    if (segments.isEmpty()) return true;
    var wanted = new ArrayList<String>(segments.size());
    for (var segment : segments) wanted.add(segment.equals("**") ? segment : Folding.fold(segment));
    var names = path.subList(root.size(), path.size());
    if (matches(wanted, names) || matchesAbove(wanted, names)) return true;
    var inside = new ArrayList<>(names);
    inside.add("\0");
    return wanted.getLast().equals("**") && matches(wanted, inside);
  }

  private static boolean matchesAbove(List<String> wanted, List<String> names) {
    for (var length = 1; length < names.size(); length++) {
      if (matches(wanted, names.subList(0, length))) return true;
    }
    return false;
  }

  /**
   * Walks all readings at once, so that no pattern is slow. A {@code **} at the end needs at least
   * one name, elsewhere it may stand for none.
   */
  private static boolean matches(List<String> wanted, List<String> names) {
    var reached = new boolean[names.size() + 1];
    reached[0] = true;
    for (var w = 0; w < wanted.size(); w++) {
      var next = new boolean[names.size() + 1];
      var deep = wanted.get(w).equals("**");
      var last = w == wanted.size() - 1;
      for (var n = 0; n <= names.size(); n++) {
        if (deep && !last && reached[n]) next[n] = true;
        if (n == 0) continue;
        if (deep) next[n] |= next[n - 1] || reached[n - 1];
        else next[n] = reached[n - 1] && Glob.matches(wanted.get(w), names.get(n - 1));
      }
      reached = next;
    }
    return reached[names.size()];
  }

  private static List<String> namesBelow(Path root, Path path) {
    var names = new ArrayList<String>();
    for (var i = root.getNameCount(); i < path.getNameCount(); i++) {
      names.add(path.getName(i).toString());
    }
    return names;
  }

  private static List<String> folded(Path path) {
    var names = new ArrayList<String>();
    for (var name : path) names.add(Folding.fold(name.toString()));
    return names;
  }
}
