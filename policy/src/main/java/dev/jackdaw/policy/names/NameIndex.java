package dev.jackdaw.policy.names;

import dev.jackdaw.api.text.Glob;
import dev.jackdaw.policy.names.ProtectedNames.Entry;
import dev.jackdaw.policy.names.ProtectedNames.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Protected names by how they begin: whole folders of names are held against them. */
final class NameIndex {
  /**
   * What begins with a pattern.
   *
   * @param head what every name that matches begins with
   * @param tail what it ends with
   */
  private record Open(Entry entry, String pattern, String head, String tail) {
    static Open of(Entry entry) {
      var pattern = entry.names().getFirst();
      var head = 0;
      while (Glob.isLiteral(pattern.substring(0, head + 1))) head++;
      var tail = pattern.length();
      while (Glob.isLiteral(pattern.substring(tail - 1))) tail--;
      return new Open(entry, pattern, pattern.substring(0, head), pattern.substring(tail));
    }

    boolean matches(String folded) {
      return folded.startsWith(head) && folded.endsWith(tail) && Glob.matches(pattern, folded);
    }
  }

  private final Map<String, List<Entry>> spelledOut = new HashMap<>();
  private final List<Open> patterns = new ArrayList<>();

  private NameIndex() {}

  static Map<Kind, NameIndex> byKind() {
    var kinds = new EnumMap<Kind, NameIndex>(Kind.class);
    for (var kind : Kind.values()) kinds.put(kind, new NameIndex());
    for (var entry : ProtectedNameTable.entries()) {
      kinds.computeIfAbsent(entry.kind(), _ -> new NameIndex()).add(entry);
    }
    return kinds;
  }

  private void add(Entry entry) {
    var first = entry.names().getFirst();
    if (Glob.isLiteral(first)) {
      spelledOut.computeIfAbsent(first, _ -> new ArrayList<>()).add(entry);
    } else {
      patterns.add(Open.of(entry));
    }
  }

  /** Returns the entries whose first name matches, those that are spelled out before patterns. */
  List<Entry> beginningLike(String folded) {
    var found = new ArrayList<>(spelledOut.getOrDefault(folded, List.of()));
    for (var open : patterns) {
      if (open.matches(folded)) found.add(open.entry());
    }
    return found;
  }
}
