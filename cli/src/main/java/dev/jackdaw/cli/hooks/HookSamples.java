package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.Hook.Moment;
import dev.jackdaw.api.Hook.Occasion;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.TurnId;
import dev.jackdaw.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A moment of each kind, as it could be in a session, to try hooks with. */
final class HookSamples {
  private static final TurnId TURN = new TurnId(1);
  private static final Map<String, String> INPUTS =
      Map.of(
          "bash", "{\"command\":\"echo hello\"}",
          "read", "{\"path\":\"README.md\"}",
          "write", "{\"path\":\"sample.txt\",\"content\":\"hello\\n\"}",
          "edit", "{\"path\":\"sample.txt\",\"old_string\":\"a\",\"new_string\":\"b\"}",
          "grep", "{\"pattern\":\"TODO\"}",
          "glob", "{\"pattern\":\"**/*.java\"}",
          "web_fetch", "{\"url\":\"https://example.org/\"}",
          "task", "{\"description\":\"Look\",\"prompt\":\"Look around.\"}");

  private HookSamples() {}

  /** Returns one; nothing when there is no such event. */
  static Optional<Occasion> of(String event, String tool, Optional<Json.Obj> input) {
    var own = ToolNames.own(tool);
    var given = input.orElseGet(() -> Json.parseObject(INPUTS.getOrDefault(own, "{}")));
    var call = new Block.Call(new CallId("call_sample"), own, given);
    return moment(event, call).map(moment -> occasion(event, moment));
  }

  private static Occasion occasion(String event, Moment moment) {
    var agent = event.startsWith("Subagent") ? AgentId.MAIN.child(1) : AgentId.MAIN;
    return new Occasion(new SessionId("sample"), agent, "", Mode.DEFAULT, moment);
  }

  private static Optional<Moment> moment(String event, Block.Call call) {
    return Optional.ofNullable(
        switch (event) {
          case "PreToolUse" -> new Moment.CallPlanned(TURN, call, List.of());
          case "PermissionRequest" ->
              new Moment.ApprovalNeeded(TURN, call, List.of(), "This is a sample.");
          case "PostToolUse" -> ended(call, ToolResult.ok("The result.", Label.JACKDAW));
          case "PostToolUseFailure" -> ended(call, ToolResult.failed("It did not work."));
          case "UserPromptSubmit" ->
              new Moment.PromptGiven(List.of(new Block.Text("Say hello.", Label.USER)));
          case "Stop", "SubagentStop" -> new Moment.Stopping("All is done.", false);
          case "SubagentStart" -> new Moment.AgentBegan("Look around.");
          case "PreCompact" -> new Moment.FoldPlanned(fold());
          case "PostCompact" -> new Moment.FoldKept(fold());
          case "SessionStart" -> new Moment.SessionBegan(Moment.Beginning.STARTUP);
          case "SessionEnd" -> new Moment.SessionEnded();
          case "Notification" -> new Moment.Notified("idle_prompt", "Jackdaw waits for you.");
          default -> null;
        });
  }

  private static Moment ended(Block.Call call, ToolResult result) {
    return new Moment.CallEnded(TURN, call, result, Duration.ofMillis(5));
  }

  private static Fold fold() {
    return new Fold(1, 1, List.of(), List.of(), Fold.Reason.ASKED, "", 1_000, 100, "");
  }
}
