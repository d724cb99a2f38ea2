package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Hook.Moment;
import dev.jackdaw.api.Hook.Occasion;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a command is told on its standard input: the fields that other agents tell, too. */
final class HookInput {
  /** What a sub-agent without a definition is called. */
  private static final String GENERAL = "general-purpose";

  /** Why sessions end is not told apart. */
  private static final String ENDING = "other";

  private final Path directory;
  private final Path transcript;

  /**
   * Knows where it is.
   *
   * @param directory the working directory
   * @param transcript the journal of the session
   */
  HookInput(Path directory, Path transcript) {
    this.directory = directory;
    this.transcript = transcript;
  }

  /** Returns what is told of the moment. */
  Json.Obj of(Occasion occasion) {
    var agent = occasion.agent();
    var told =
        Json.object()
            .put("session_id", occasion.session().value())
            .put("transcript_path", transcript.toString())
            .put("cwd", directory.toString())
            .put("permission_mode", occasion.mode().text())
            .put("hook_event_name", occasion.moment().event(agent));
    if (!agent.isMain()) {
      told.put("agent_id", agent.value()).put("agent_type", type(occasion));
    }
    add(told, occasion.moment(), agent);
    return told.build();
  }

  private static String type(Occasion occasion) {
    return occasion.kind().isEmpty() ? GENERAL : occasion.kind();
  }

  private void add(Json.Builder told, Moment moment, AgentId agent) {
    switch (moment) {
      case Moment.SessionBegan began -> told.put("source", subject(began));
      case Moment.SessionEnded _ -> told.put("reason", ENDING);
      case Moment.PromptGiven(var content) -> told.put("prompt", text(content));
      case Moment.CallPlanned(_, var call, var effects) ->
          addCall(told, call, InputFields.told(call, effects, directory));
      case Moment.ApprovalNeeded(_, var call, var effects, var reason) -> {
        addCall(told, call, InputFields.told(call, effects, directory));
        told.put("reason", reason);
      }
      case Moment.CallEnded(_, var call, var result, var took) -> {
        addCall(told, call, InputFields.told(call, List.of(), directory));
        if (result.isOk()) told.put("tool_response", response(call, result));
        else told.put("error", result.text()).put("is_interrupt", false);
        told.put("duration_ms", took.toMillis());
      }
      case Moment.AgentBegan(var task) -> told.put("task", task);
      case Moment.Stopping(var text, var again) -> {
        told.put("stop_hook_active", again).put("last_assistant_message", text);
        if (!agent.isMain()) told.put("agent_transcript_path", transcript.toString());
      }
      case Moment.FoldPlanned(var fold) ->
          told.put("trigger", trigger(fold)).put("custom_instructions", "");
      case Moment.FoldKept(var fold) ->
          told.put("trigger", trigger(fold)).put("compact_summary", text(fold.digest()));
      case Moment.Notified(var kind, var text) ->
          told.put("notification_type", kind).put("title", "Jackdaw").put("message", text);
    }
  }

  private static void addCall(Json.Builder told, Block.Call call, Json.Obj input) {
    told.put("tool_name", ToolNames.told(call.tool()))
        .put("jackdaw_tool_name", call.tool())
        .put("tool_input", input)
        .put("tool_use_id", call.id().value());
  }

  private static Json.Obj response(Block.Call call, ToolResult result) {
    var text = result.text();
    var response = Json.object().put("success", true).put("content", text);
    if (call.tool().startsWith("bash")) {
      response.put("stdout", text).put("stderr", "").put("interrupted", false);
    }
    return response.build();
  }

  private static String text(List<? extends Block.Content> content) {
    return content.stream()
        .filter(Block.Text.class::isInstance)
        .map(block -> ((Block.Text) block).text())
        .collect(Collectors.joining("\n"));
  }

  private static String trigger(Fold fold) {
    return fold.reason() == Fold.Reason.ASKED ? "manual" : "auto";
  }

  private static String subject(Moment.SessionBegan began) {
    return began.why().name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a matcher looks at, by every name it has; nothing where matchers do not count. */
  static List<String> subjects(Occasion occasion) {
    return switch (occasion.moment()) {
      case Moment.CallPlanned(_, var call, _) -> ToolNames.all(call.tool());
      case Moment.ApprovalNeeded(_, var call, _, _) -> ToolNames.all(call.tool());
      case Moment.CallEnded(_, var call, _, _) -> ToolNames.all(call.tool());
      case Moment.SessionBegan began -> List.of(subject(began));
      case Moment.SessionEnded _ -> List.of(ENDING);
      case Moment.FoldPlanned(var fold) -> List.of(trigger(fold));
      case Moment.FoldKept(var fold) -> List.of(trigger(fold));
      case Moment.Notified(var kind, _) -> List.of(kind);
      case Moment.AgentBegan _ -> List.of(type(occasion));
      case Moment.Stopping _ -> occasion.agent().isMain() ? List.of() : List.of(type(occasion));
      case Moment.PromptGiven _ -> List.of();
    };
  }
}
