package dev.jackdaw.engine.context;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What calls did that are folded. Not thread-safe. */
public final class Ledger {
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Set<String> modified = new LinkedHashSet<>();

  /** Takes in a call that ended; they come in the order of their numbers. */
  public void add(
      long number,
      Block.Call call,
      List<Effect> effects,
      ToolResult result,
      String line,
      List<String> changedPaths) {
    var status = result.isOk() ? "ok" : result.status().name();
    var text = "#" + number + " " + call.tool() + " " + line + " " + status;
    lines.add(text);
    var key = call.tool() + call.input().compact();
    if (result.isOk()) failures.remove(key);
    else failures.put(key, text);
    if (result.isOk()) {
      for (var effect : effects) {
        if (effect instanceof Effect.Writes(var path)) modified.add(path.toString());
      }
    }
    modified.addAll(changedPaths);
  }

  public List<String> lines(int maxChars) {
    var shown = new ArrayList<String>();
    var left = maxChars;
    for (var line : lines.reversed()) {
      left -= line.length() + 1;
      if (left < 0) break;
      shown.addFirst(line);
    }
    return shown;
  }

  public List<String> failures() {
    return List.copyOf(failures.values());
  }

  public List<String> modified() {
    return List.copyOf(modified);
  }

  public Ledger copy() {
    var copy = new Ledger();
    copy.lines.addAll(lines);
    copy.failures.putAll(failures);
    copy.modified.addAll(modified);
    return copy;
  }
}
