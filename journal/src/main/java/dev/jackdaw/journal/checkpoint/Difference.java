package dev.jackdaw.journal.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two looks at a folder, in the order of the paths.
 *
 * @param changes what can be undone
 * @param notes what cannot, for people
 */
record Difference(List<Change> changes, List<String> notes) {
  private static final int MAX_NOTES = 20;

  static final Difference NONE = new Difference(List.of(), List.of());

  static Difference between(Node before, Node after, String path) {
    var collector = new Collector();
    collector.compare(before, after, path);
    return new Difference(List.copyOf(collector.changes), List.copyOf(collector.notes));
  }

  Difference and(Difference other) {
    var all = new ArrayList<>(changes);
    all.addAll(other.changes);
    var told = new LinkedHashSet<>(notes);
    told.addAll(other.notes);
    return new Difference(List.copyOf(all), List.copyOf(told));
  }

  boolean isNone() {
    return changes.isEmpty() && notes.isEmpty();
  }

  private static final class Collector {
    final List<Change> changes = new ArrayList<>();
    final Set<String> notes = new LinkedHashSet<>();

    @SuppressWarnings("ReferenceEquality") // what did not change is the same object
    void compare(Node before, Node after, String path) {
      if (before == after) return;
      if (before instanceof Node.Repository || after instanceof Node.Repository) {
        repository(before, after, path);
        return;
      }
      if (isUnknownFolder(before) || isUnknownFolder(after)) {
        if (!before.isLike(after)) note(path + " is not kept, so what changed in it stays");
        return;
      }
      if (before instanceof Node.Unkept(_, _, var why) && !before.isLike(after)) {
        note(path + " was not kept (" + described(why) + ") and cannot be given back");
        if (after instanceof Node.Absent) return;
      }
      if (before instanceof Node.Special && !before.isLike(after)) {
        note(path + " was a pipe, a socket or a device, and cannot be given back");
      }
      if (!before.isLike(after)) changes.add(new Change(path, bare(before), bare(after)));
      children(before, after, path);
    }

    private void repository(Node before, Node after, String path) {
      if (before.equals(after)) return;
      if (before instanceof Node.Repository && after instanceof Node.Repository) {
        note("the history in " + path + " moved, which only git can undo");
      } else if (before instanceof Node.Repository && !(after instanceof Node.RegularFile)) {
        note(path + " was deleted, and is not kept");
      }
    }

    private void children(Node before, Node after, String path) {
      var old = childrenOf(before);
      var now = childrenOf(after);
      var names = new TreeSet<>(old.keySet());
      names.addAll(now.keySet());
      for (var name : names) {
        compare(
            old.getOrDefault(name, Node.Absent.INSTANCE),
            now.getOrDefault(name, Node.Absent.INSTANCE),
            path.endsWith("/") ? path + name : path + "/" + name);
      }
    }

    private static Map<String, Node> childrenOf(Node node) {
      return node instanceof Node.Directory(_, var children) ? children : Map.of();
    }

    private static boolean isUnknownFolder(Node node) {
      return node instanceof Node.Unkept(_, var stamp, _) && stamp.equals(Node.Stamp.NONE);
    }

    private static Node bare(Node node) {
      return node instanceof Node.Directory(var mode, _)
          ? new Node.Directory(mode, Map.of())
          : node;
    }

    private void note(String text) {
      if (notes.size() < MAX_NOTES) notes.add(RawName.shown(text));
      else if (notes.size() == MAX_NOTES) notes.add("and more");
    }

    private static String described(Node.Why why) {
      return switch (why) {
        case LARGE -> "it is too large";
        case LIMIT -> "the folder is too large";
        case IGNORED -> "git ignores it and there is too much of that";
        case UNREADABLE -> "it could not be read";
      };
    }
  }
}
