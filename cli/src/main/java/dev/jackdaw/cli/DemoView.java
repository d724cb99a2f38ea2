package dev.jackdaw.cli;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/** Shows what an agent does, a few lines for each call. */
final class DemoView {
  private static final int SHOWN_LINES = 6;
  private static final int SHOWN_CHARS = 110;

  private final PrintWriter writer;
  private final Workspace workspace;
  private final Map<CallId, Block.Call> calls = new HashMap<>();

  DemoView(PrintWriter writer, Workspace workspace) {
    this.writer = writer;
    this.workspace = workspace;
  }

  void show(Occurrence occurrence) {
    switch (occurrence.event()) {
      case Event.ReplyReceived reply -> replied(reply);
      case Event.CallFinished(_, var call, var result, var took, _, _) -> {
        writer.println(title(call) + "   " + mark(result) + " " + took.toMillis() + " ms");
        result
            .text()
            .lines()
            .limit(SHOWN_LINES)
            .forEach(line -> writer.println("    | " + cut(line)));
        var more = result.text().lines().count() - SHOWN_LINES;
        if (more > 0) writer.println("    | ... " + more + " more lines");
      }
      default -> {
        return;
      }
    }
    writer.flush();
  }

  private void replied(Event.ReplyReceived reply) {
    for (var call : reply.message().calls()) calls.put(call.id(), call);
    var text = reply.message().text();
    if (!text.isBlank()) writer.println("\n> " + text.strip().replace("\n", "\n> "));
  }

  private String title(CallId id) {
    var call = calls.get(id);
    if (call == null) return "  " + id;
    var input = call.input();
    var subject =
        input
            .string("command")
            .or(() -> input.string("path"))
            .or(() -> input.string("pattern"))
            .orElse("");
    return "  " + call.tool() + " " + cut(subject.replace(workspace.directory() + "/", ""));
  }

  private static String mark(ToolResult result) {
    return result.isOk() ? "ok" : result.status().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String cut(String line) {
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS - 3) + "...";
  }
}
