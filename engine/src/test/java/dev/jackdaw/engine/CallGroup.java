package dev.jackdaw.engine;

import dev.jackdaw.api.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Random calls over a few files, and what comes of them when they run one after the other: what
 * every schedule has to come to.
 */
record CallGroup(List<Member> members) {
  private static final int MOST = 9;

  private static final List<Path> FILES = paths("/w/a", "/w/b", "/w/ab", "/w/d/a", "/w/d/b");
  private static final List<Path> FOLDERS = paths("/w", "/w/d");

  /** One call. What it reads and writes is within its effects. */
  record Member(
      int index, List<Effect> effects, List<Path> reads, List<Path> writes, boolean fails) {

    /** Returns what it does, a little at a time; a failing one leaves its last file torn. */
    List<Runnable> steps(Map<Path, String> files, StringBuilder seen) {
      var steps = new ArrayList<Runnable>();
      for (var path : reads) {
        steps.add(() -> seen.append(files.getOrDefault(path, "nothing")).append(';'));
      }
      for (var path : writes) {
        steps.add(() -> files.put(path, "torn by " + index));
        if (fails && path.equals(writes.getLast())) continue;
        steps.add(() -> files.put(path, index + " after " + seen.toString().hashCode()));
      }
      return steps;
    }

    boolean changes() {
      return effects.stream().anyMatch(effect -> !(effect instanceof Effect.Reads));
    }

    private boolean meets(Member other) {
      return FILES.stream()
          .anyMatch(file ->
              touches(file, true) && other.touches(file, false)
                  || touches(file, false) && other.touches(file, true));
    }

    private boolean touches(Path file, boolean changing) {
      for (var effect : effects) {
        var touches =
            switch (effect) {
              case Effect.Reads(var path) -> !changing && file.startsWith(path);
              case Effect.Writes(var path) -> file.startsWith(path);
              case Effect.Persists(var path, _) -> file.startsWith(path);
              case Effect.Executes _ -> true;
              case Effect.Connects _ -> false;
            };
        if (touches) return true;
      }
      return false;
    }
  }

  /** What came of a group: the files, and of each call what it saw or why it did not run. */
  record End(Map<Path, String> files, List<String> results) {}

  private static List<Path> paths(String... texts) {
    return List.of(texts).stream().map(Path::of).toList();
  }

  static CallGroup random(RandomGenerator random, int size) {
    var members = new ArrayList<Member>();
    var count = 2 + random.nextInt(Math.clamp(size / 10, 1, MOST - 1));
    for (var i = 0; i < count; i++) members.add(member(i, random));
    return new CallGroup(List.copyOf(members));
  }

  private static Member member(int index, RandomGenerator random) {
    var file = FILES.get(random.nextInt(FILES.size()));
    var other = FILES.get(random.nextInt(FILES.size()));
    var fails = random.nextInt(4) == 0;
    return switch (random.nextInt(7)) {
      case 0 -> new Member(index, List.of(new Effect.Reads(file)), List.of(file), List.of(), fails);
      case 1 -> {
        var folder = FOLDERS.get(random.nextInt(FOLDERS.size()));
        var below = FILES.stream().filter(path -> path.startsWith(folder)).toList();
        yield new Member(index, List.of(new Effect.Reads(folder)), below, List.of(), fails);
      }
      case 2 ->
          new Member(index, List.of(new Effect.Writes(file)), List.of(), List.of(file), fails);
      case 3 -> {
        List<Effect> edit = List.of(new Effect.Reads(file), new Effect.Writes(file));
        yield new Member(index, edit, List.of(file), List.of(file), fails);
      }
      case 4 -> {
        List<Effect> copy = List.of(new Effect.Reads(file), new Effect.Persists(other, "hook"));
        yield new Member(index, copy, List.of(file), List.of(other), fails);
      }
      case 5 -> {
        var folder = FOLDERS.getLast();
        var below = FILES.stream().filter(path -> path.startsWith(folder)).toList();
        yield new Member(index, List.of(new Effect.Writes(folder)), List.of(), below, fails);
      }
      default -> {
        List<Effect> command = List.of(new Effect.Executes("make", Path.of("/w")));
        var writes = file.equals(other) ? List.of(file) : List.of(file, other);
        yield new Member(index, command, FILES, writes, fails);
      }
    };
  }

  /** Runs them in the model's order, each to its end. */
  End inOrder() {
    var files = new TreeMap<Path, String>();
    var results = new ArrayList<String>();
    var failed = new ArrayList<Member>();
    for (var member : members) {
      var culprit =
          failed.stream()
              .filter(earlier -> earlier.changes() && member.changes() && earlier.meets(member))
              .findFirst();
      if (culprit.isPresent()) {
        results.add("skipped for " + culprit.get().index());
        failed.add(member);
        continue;
      }
      var seen = new StringBuilder();
      member.steps(files, seen).forEach(Runnable::run);
      results.add((member.fails() ? "failed " : "did ") + seen);
      if (member.fails()) failed.add(member);
    }
    return new End(files, results);
  }
}
