package dev.jackdaw.cli.hooks;

import dev.jackdaw.api.Hook.Answer;
import dev.jackdaw.api.Hook.Moment;
import dev.jackdaw.api.Hook.Verdict;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.cli.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what a command answered, by the contract that is in docs/hooks.md. Used once, for one
 * answer.
 */
final class HookOutput {
  /** What a hook tells a model may be so long. */
  private static final int MAX_TOLD_CHARS = 10_000;

  private static final int SHOWN_CHARS = 300;

  /** The exit status of one that refuses. */
  static final int BLOCKS = 2;

  private final String event;
  private final Moment moment;
  private final Json.Obj told;
  private final List<String> messages = new ArrayList<>();
  private Answer answer = Answer.NOTHING;

  /** {@code told} is what the command was told. */
  HookOutput(Moment moment, Json.Obj told) {
    this.event = told.string("hook_event_name", "");
    this.moment = moment;
    this.told = told;
  }

  /** Returns what the answer means. */
  Answer read(int exit, String output, String errors) {
    switch (exit) {
      case 0 -> passed(output.strip());
      case BLOCKS -> blocked(errors.strip());
      default ->
          messages.add(
              "exited with " + exit + (errors.isBlank() ? "" : ": " + shown(errors.strip())));
    }
    return answer.withMessages(messages);
  }

  private static String shown(String text) {
    return VisibleText.prose(Plain.cut(text, SHOWN_CHARS));
  }

  private static String capped(String text) {
    var clean = VisibleText.prose(text);
    return clean.length() <= MAX_TOLD_CHARS
        ? clean
        : Plain.cut(clean, MAX_TOLD_CHARS) + "\n[the hook said more than that]";
  }

  private void blocked(String errors) {
    if (canBlock()) answer = answer.with(Verdict.BLOCK, capped(errors));
    else if (!errors.isEmpty()) messages.add(shown(errors));
  }

  private boolean canBlock() {
    return switch (moment) {
      case Moment.PromptGiven _,
          Moment.CallPlanned _,
          Moment.ApprovalNeeded _,
          Moment.CallEnded _,
          Moment.Stopping _,
          Moment.FoldPlanned _ ->
          true;
      case Moment.SessionBegan _,
          Moment.SessionEnded _,
          Moment.AgentBegan _,
          Moment.FoldKept _,
          Moment.Notified _ ->
          false;
    };
  }

  private void passed(String output) {
    if (output.isEmpty()) return;
    if (output.startsWith("{")) {
      json(output);
    } else if (moment instanceof Moment.PromptGiven || moment instanceof Moment.SessionBegan) {
      answer = answer.with(capped(output));
    } else if (isGarbage(output)) {
      messages.add("printed what is no text: " + shown(output));
    }
  }

  private static boolean isGarbage(String output) {
    return output
        .chars()
        .anyMatch(c -> c == 0xFFFD || c < ' ' && !Character.isWhitespace(c) && c != 27);
  }

  private void json(String output) {
    Json.Obj object;
    try {
      object = Json.parseObject(output);
    } catch (JsonException e) {
      messages.add("printed what is no JSON (" + e.getMessage() + "): " + shown(output));
      return;
    }
    object.string("systemMessage").ifPresent(text -> messages.add(capped(text)));
    decide(object);
    specific(object.object("hookSpecificOutput"));
    if (!object.bool("continue", true)) {
      answer = answer.stopping(capped(object.string("stopReason", "no reason was given")));
    }
  }

  private void decide(Json.Obj object) {
    var reason = capped(object.string("reason", ""));
    switch (object.string("decision", "").toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "block", "deny" -> {
        if (canBlock()) answer = answer.with(Verdict.BLOCK, reason);
        else messages.add("cannot block at " + event);
      }
      case "approve", "allow" -> {
        if (moment instanceof Moment.CallPlanned) answer = answer.with(Verdict.ALLOW, reason);
      }
      default -> messages.add("said an unknown decision: " + shown(object.string("decision", "")));
    }
  }

  private void specific(Json.Obj output) {
    if (output.members().isEmpty()) return;
    var named = output.string("hookEventName", event);
    if (!named.equals(event)) {
      messages.add("answered for " + shown(named) + ", which has no effect at " + event);
      return;
    }
    output
        .string("additionalContext")
        .ifPresent(text -> answer = answer.with(joined(answer.context(), capped(text))));
    switch (moment) {
      case Moment.CallPlanned(_, var call, _) -> {
        permission(output.string("permissionDecision", ""), reason(output));
        updated(call.tool(), output);
      }
      case Moment.ApprovalNeeded _ -> permission(output.object("decision"));
      default -> {}
    }
  }

  private static String joined(String before, String text) {
    return before.isEmpty() ? text : before + "\n" + text;
  }

  private static String reason(Json.Obj output) {
    return capped(output.string("permissionDecisionReason", ""));
  }

  private void permission(String word, String reason) {
    switch (word.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "allow" -> answer = answer.with(Verdict.ALLOW, reason);
      case "ask" -> answer = answer.with(Verdict.ASK, reason);
      case "deny" -> answer = answer.with(Verdict.BLOCK, reason);
      default -> messages.add("said an unknown permissionDecision: " + shown(word));
    }
  }

  private void permission(Json.Obj decision) {
    var message = capped(decision.string("message", ""));
    permission(decision.string("behavior", ""), message);
    if (decision.has("updatedInput")) {
      messages.add("cannot change the input at " + event + "; PreToolUse can");
    }
    if (answer.verdict() == Verdict.BLOCK && decision.bool("interrupt", false)) {
      answer = answer.stopping(message);
    }
  }

  private void updated(String tool, Json.Obj output) {
    var input = output.get("updatedInput");
    if (input.isEmpty()) return;
    if (input.get() instanceof Json.Obj wanted) {
      answer = answer.with(InputFields.own(tool, told.object("tool_input"), wanted));
    } else {
      messages.add("gave an updatedInput that is no object");
    }
  }
}
