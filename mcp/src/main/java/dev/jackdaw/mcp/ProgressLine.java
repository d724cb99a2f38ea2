package dev.jackdaw.mcp;

import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import java.util.function.Consumer;

/** Shows a call's progress, at most ten times a second. */
final class ProgressLine implements Consumer<Json.Obj> {
  private static final long PAUSE_NANOS = 100_000_000;

  private final ToolContext context;
  private long last;

  ProgressLine(ToolContext context) {
    this.context = context;
    this.last = System.nanoTime() - PAUSE_NANOS;
  }

  @Override
  public synchronized void accept(Json.Obj params) {
    if (System.nanoTime() - last < PAUSE_NANOS) return;
    last = System.nanoTime();
    var message = VisibleText.inOneLine(params.string("message", ""));
    var line = new StringBuilder(message.substring(0, Math.min(200, message.length())));
    params
        .get("progress")
        .ifPresent(done -> {
          if (!line.isEmpty()) line.append(' ');
          line.append(done.compact());
          params.get("total").ifPresent(total -> line.append('/').append(total.compact()));
        });
    context.progress(line.append('\n').toString());
  }
}
