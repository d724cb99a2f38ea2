package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes steps back, or does them again, one after the other and each as a whole. A file is changed
 * only when it is as the step left it, or is a text that somebody changed elsewhere since: then the
 * step's lines are, and theirs stay. Whatever else somebody made of a file stays. What is to be
 * done is planned to the end before anything is done. It may be interrupted and begun anew: what is
 * already as it shall be counts as done.
 */
final class Restoration {
  /**
   * A path that is not as the step left it.
   *
   * @param lines where a text was changed in the same lines, these lines for people
   */
  record Conflict(String path, String why, List<String> lines) {
    Conflict {
      lines = List.copyOf(lines);
    }

    Conflict(String path, String why) {
      this(path, why, List.of());
    }
  }

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
  private final Contents contents;
  private final Set<Path> merged = new HashSet<>();
  private final Map<Path, Node> found = new LinkedHashMap<>();
  private final Map<Path, Node> wanted = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Restoration(Workspace workspace, Packs packs) {
    this.contents = new Contents(packs);
    this.look = new Look(workspace, contents);
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
    var combined = new ArrayList<Path>();
    for (var wish : step) {
      var path = RawName.toPath(wish.path());
      var now = now(path);
      if (now.isLike(wish.to()) || isSettledFolder(now, wish)) continue;
      if (wish.to() instanceof Node.Unkept || wish.to() instanceof Node.Special) {
        told.add(RawName.shown(wish.path()) + " cannot be given back: its content was not kept");
      } else if (isAsLeft(path, now, wish)) {
        mine.put(path, wish.to());
      } else {
        switch (merge(path, now, wish)) {
          case Merging.Done(var file) -> {
            mine.put(path, file);
            combined.add(path);
          }
          case Merging.Not(var lines) ->
              conflicts.add(new Conflict(RawName.shown(wish.path()), why(now, wish), lines));
        }
      }
    }
    if (!conflicts.isEmpty()) return conflicts;
    wanted.putAll(mine);
    merged.addAll(combined);
    notes.addAll(told);
    return List.of();
  }

  /** What comes of both changes of a file. */
  private sealed interface Merging {
    record Done(Node.RegularFile file) implements Merging {}

    record Not(List<String> lines) implements Merging {}
  }

  private Merging merge(Path path, Node now, Wish wish) throws IOException {
    if (!(now instanceof Node.RegularFile ours)
        || !(wish.from() instanceof Node.RegularFile base)
        || !(wish.to() instanceof Node.RegularFile theirs)
        || Stream.of(ours, base, theirs).anyMatch(file -> !isMergeable(file))) {
      return new Merging.Not(List.of());
    }
    var content = content(path, ours);
    var known = contents.find(base.content());
    if (content.isEmpty() || known.isEmpty()) return new Merging.Not(List.of());
    var result = TextMerge.of(known.get(), content.get(), contents.bytes(theirs.content()));
    if (result.isEmpty()) return new Merging.Not(List.of());
    var bytes = result.get().content();
    if (bytes.isEmpty()) return new Merging.Not(result.get().overlaps());
    // Whichever side gave it other permissions has its way.
    var mode = ours.mode() == base.mode() ? theirs.mode() : ours.mode();
    var stamp = new Node.Stamp(bytes.get().length, Node.Stamp.RECENT, 0);
    return new Merging.Done(new Node.RegularFile(mode, stamp, contents.hold(bytes.get())));
  }

  private static boolean isMergeable(Node.RegularFile file) {
    return file.stamp().size() <= TextMerge.MAX_BYTES;
  }

  private Optional<byte[]> content(Path path, Node.RegularFile ours) throws IOException {
    return wanted.containsKey(path)
        ? Optional.of(contents.bytes(ours.content()))
        : look.content(path, ours);
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

  private boolean isAsLeft(Path path, Node now, Wish wish) throws IOException {
    if (now instanceof Node.RegularFile(var mode, _, _)
        && wish.from() instanceof Node.Unkept(var left, var stamp, _)) {
      // Its content is not known; size, time and number are.
      return mode == left && !wanted.containsKey(path) && stamp.equals(look.stamp(path));
    }
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

  /** Returns whether what somebody changed in the file stays. */
  boolean isMerged(Path path) {
    return merged.contains(path);
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
