package dev.jackdaw.telemetry;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.SessionObserver.Start;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was said, on spans. Only when it is asked for: prompts, replies and results hold source code
 * and secrets.
 */
final class Content {
  private static final String VARIABLE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

  private final boolean wanted;

  private Content(boolean wanted) {
    this.wanted = wanted;
  }

  static Content of(Start start) {
    var value = start.variable(VARIABLE).toLowerCase(Locale.ROOT);
    return new Content(List.of("true", "span_only", "span_and_event").contains(value));
  }

  void prompt(Span span, List<Block.Content> blocks) {
    if (!wanted) return;
    var parts = new ArrayList<Json>();
    for (var block : blocks) {
      if (block instanceof Block.Text text) parts.add(text(text.text()));
    }
    var message = Json.object().put("role", "user").put("parts", Json.array(parts)).build();
    span.setAttribute(Names.INPUT_MESSAGES, Json.array(List.of(message)).compact());
  }

  void reply(Span span, Message.Assistant said, String finish) {
    if (!wanted) return;
    var parts = new ArrayList<Json>();
    for (var block : said.blocks()) {
      switch (block) {
        case Block.Text text -> parts.add(text(text.text()));
        case Block.Thinking thinking ->
            parts.add(
                Json.object().put("type", "reasoning").put("content", thinking.text()).build());
        case Block.Call call ->
            parts.add(
                Json.object()
                    .put("type", "tool_call")
                    .put("id", call.id().value())
                    .put("name", call.tool())
                    .put("arguments", call.input())
                    .build());
      }
    }
    var message =
        Json.object()
            .put("role", "assistant")
            .put("parts", Json.array(parts))
            .put("finish_reason", finish)
            .build();
    span.setAttribute(Names.OUTPUT_MESSAGES, Json.array(List.of(message)).compact());
  }

  void arguments(Span span, Block.Call call) {
    if (wanted) span.setAttribute(Names.TOOL_ARGUMENTS, call.input().compact());
  }

  void result(Span span, ToolResult result) {
    if (wanted) span.setAttribute(Names.TOOL_RESULT, result.text());
  }

  private static Json.Obj text(String text) {
    return Json.object().put("type", "text").put("content", text).build();
  }
}
