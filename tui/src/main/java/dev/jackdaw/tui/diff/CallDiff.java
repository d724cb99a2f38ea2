package dev.jackdaw.tui.diff;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What calls would change, or have changed, as far as they tell. */
public final class CallDiff {
  private static final List<String> OLD = List.of("old_text", "old_string");
  private static final List<String> NEW = List.of("new_text", "new_string", "content");

  private CallDiff() {}

  /** Draws what the call would change; nothing when its input does not tell. */
  public static List<AttributedString> wanted(Block.Call call, DiffView view) {
    var lines = new ArrayList<AttributedString>();
    var input = call.input();
    if (call.tool().equals("apply_patch")) lines.addAll(view.patch(input.string("input", "")));
    var before = first(call, OLD);
    var after = first(call, NEW);
    var isWhole = input.string("content").isPresent();
    if (!before.isEmpty() || !after.isEmpty()) {
      lines.addAll(view.edit(before, after, isWhole ? 1 : 0));
    }
    return lines;
  }

  private static String first(Block.Call call, List<String> names) {
    for (var name : names) {
      var text = call.input().string(name);
      if (text.isPresent()) return text.get();
    }
    return "";
  }

  /** Draws the difference that a result carries; nothing when it has none. */
  public static List<AttributedString> done(ToolResult result, DiffView view) {
    var diff = result.details().string("diff", "");
    return diff.isEmpty() ? List.of() : view.patch(diff);
  }
}
