package dev.jackdaw.models.cassette;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Says where two JSON values differ, in a few lines that a person can read. */
final class Differences {
  private static final int MOST = 5;
  private static final int CONTEXT_CHARS = 30;
  private static final int SHOWN_CHARS = 160;

  private final List<String> lines = new ArrayList<>();
  private int found;

  private Differences() {}

  static String between(Json recorded, Json now) {
    var differences = new Differences();
    differences.compare("", recorded, now);
    var more = differences.found - MOST;
    if (more > 0) differences.lines.add("  and " + more + " more");
    return String.join("\n", differences.lines);
  }

  private void compare(String path, Json recorded, Json now) {
    if (recorded.canonical().equals(now.canonical())) return;
    if (recorded instanceof Json.Obj before && now instanceof Json.Obj after) {
      objects(path, before, after);
    } else if (recorded instanceof Json.Arr(var before) && now instanceof Json.Arr(var after)) {
      arrays(path, before, after);
    } else if (recorded instanceof Json.Str(var before) && now instanceof Json.Str(var after)) {
      texts(path, before, after);
    } else {
      add(path, "", recorded.compact(), now.compact());
    }
  }

  private void objects(String path, Json.Obj recorded, Json.Obj now) {
    var names = new LinkedHashSet<>(recorded.members().keySet());
    names.addAll(now.members().keySet());
    for (var name : names) {
      var inner = path.isEmpty() ? name : path + "." + name;
      var before = recorded.members().get(name);
      var after = now.members().get(name);
      if (before != null && after != null) compare(inner, before, after);
      else
        add(
            inner,
            "",
            before == null ? "" : before.compact(),
            after == null ? "" : after.compact());
    }
  }

  private void arrays(String path, List<Json> recorded, List<Json> now) {
    for (var i = 0; i < Math.max(recorded.size(), now.size()); i++) {
      var inner = path + "[" + i + "]";
      if (i >= recorded.size()) add(inner, "", "", now.get(i).compact());
      else if (i >= now.size()) add(inner, "", recorded.get(i).compact(), "");
      else compare(inner, recorded.get(i), now.get(i));
    }
  }

  private void texts(String path, String recorded, String now) {
    var same = 0;
    while (same < Math.min(recorded.length(), now.length())
        && recorded.charAt(same) == now.charAt(same)) {
      same++;
    }
    var from = Math.max(0, same - CONTEXT_CHARS);
    add(
        path,
        ", from character " + same,
        Json.of(recorded.substring(from)).compact(),
        Json.of(now.substring(from)).compact());
  }

  private void add(String path, String where, String recorded, String now) {
    if (++found > MOST) return;
    lines.add("  " + (path.isEmpty() ? "the body" : path) + where);
    lines.add("  - " + shown(recorded));
    lines.add("  + " + shown(now));
  }

  private static String shown(String text) {
    if (text.isEmpty()) return "(nothing)";
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
  }
}
