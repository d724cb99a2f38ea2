package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes steps back, or does them again, one after the other and each as a whole. A file is changed
 * only when it is as the step left it; whatever somebody else made of it since stays. What is to be
 * done is planned to the end before anything is done. It may be interrupted and begun anew: what is
 * already as it shall be counts as done.
 */
final class Restoration {
  /** A path that is not as the step left it. */
  record Conflict(String path, String why) {}

  /** From what a path must be to what it becomes. */
  record Wish(String path, Node from, Node to) {
    static Wish undoing(Change change) {
      return new Wish(change.path(), change.after(), change.before());
    }

    static Wish redoing(Change change) {
      return new Wish(change.path(), change.before(), change.after());
    }
  }

  private final Look look;
  private final Map<Path, Node> found = new LinkedHashMap<>();
  private final Map<Path, Node> wanted = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Restoration(Workspace workspace, Packs packs) {
    this.look = new Look(workspace, packs);
  }

  /**
   * Adds one step to the plan.
   *
   * @return what stands in its way; when there is anything, the plan is as it was
   */
  List<Conflict> add(List<Wish> step) throws IOException {
    var mine = new LinkedHashMap<Path, Node>();
    var conflicts = new ArrayList<Conflict>();
    var told = new ArrayList<String>();
    for (var wish : step) {
      var path = RawName.toPath(wish.path());
      var now = now(path);
      if (now.isLike(wish.to()) || isSettledFolder(now, wish)) continue;
      if (wish.to() instanceof Node.Unkept || wish.to() instanceof Node.Special) {
        told.add(RawName.shown(wish.path()) + " cannot be given back: its content was not kept");
      } else if (isAsLeft(now, wish)) {
        mine.put(path, wish.to());
      } else {
        conflicts.add(new Conflict(RawName.shown(wish.path()), why(now, wish)));
      }
    }
    if (!conflicts.isEmpty()) return conflicts;
    wanted.putAll(mine);
    notes.addAll(told);
    return List.of();
  }

  private Node now(Path path) throws IOException {
    var planned = wanted.get(path);
    if (planned != null) return planned;
    var known = found.get(path);
    if (known != null) return known;
    var seen = look.at(path);
    found.put(path, seen);
    return seen;
  }

  private static boolean isAsLeft(Node now, Wish wish) {
    return now.isLike(wish.from())
        || now instanceof Node.Directory && wish.from() instanceof Node.Directory;
  }

  /** Permissions of a folder that somebody else chose, or its absence, are in nobody's way. */
  private static boolean isSettledFolder(Node now, Wish wish) {
    if (!(wish.to() instanceof Node.Directory)) return false;
    return now instanceof Node.Directory && !now.isLike(wish.from())
        || now instanceof Node.Absent && wish.from() instanceof Node.Directory;
  }

  private static String why(Node now, Wish wish) {
    if (now instanceof Node.Absent) return "it was deleted since";
    if (wish.from() instanceof Node.Absent) return "it came into being since";
    return "it was changed since";
  }

  /** Returns what becomes of each path, in the order of the plan. */
  List<Look.Target> plan() {
    var plan = new ArrayList<Look.Target>();
    wanted.forEach((path, node) -> {
      var now = found.getOrDefault(path, Node.Absent.INSTANCE);
      if (!now.isLike(node)) plan.add(new Look.Target(path, now, node));
    });
    return plan;
  }

  /** Returns what cannot be given back. */
  List<String> notes() {
    return notes;
  }

  /**
   * Does what is planned.
   *
   * @return paths that somebody changed in this very moment, which were left alone
   * @throws IOException when a path could not be changed; what was done before stays done
   */
  List<Conflict> perform() throws IOException {
    return look.apply(plan());
  }
}
