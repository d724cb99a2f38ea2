package dev.jackdaw.tools.files;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.util.LinkedHashSet;

/**
 * Saves a model from being shown again, word for word, what it still sees. One that asks a second
 * time gets it all the same: it may know better. Safe for use by several threads.
 */
final class Repeats {
  private static final int MAX_NAMED = 200;

  /** What an agent was only told the place of; guarded by itself. */
  private final LinkedHashSet<Named> named = new LinkedHashSet<>();

  private record Named(AgentId agent, String body) {}

  /**
   * Returns the result, marked so that it is known again, or one that says where it stands already.
   *
   * @param content tells what was read from everything else that could be
   */
  ToolResult instead(ToolResult result, String content, ToolContext context) {
    if (!result.isOk()) return result;
    var details = result.details();
    var body = content + "#" + details.integer("from", 0) + "+" + details.integer("lines", 0);
    var shown = context.shown(body);
    if (shown.isEmpty() || !isFirst(new Named(context.agent(), body))) {
      return result.withDetails(details.with("body", Json.of(body)));
    }
    return ToolResult.ok(said(details, shown.get()), Label.JACKDAW)
        .withDetails(details.without("numbered").with("unchanged", Json.of(shown.get())));
  }

  private boolean isFirst(Named one) {
    synchronized (named) {
      if (named.remove(one)) return false;
      if (named.size() >= MAX_NAMED) named.removeFirst();
      return named.add(one);
    }
  }

  private static String said(Json.Obj details, String shown) {
    var from = details.integer("from", 0);
    var lines = details.integer("lines", 0);
    var part = lines == 0 ? "" : " (lines " + from + "-" + (from + lines - 1) + ")";
    return "["
        + details.string("path", "It")
        + part
        + " is unchanged since "
        + shown
        + ", where you see it. To be shown it again, make this call again.]";
  }
}
