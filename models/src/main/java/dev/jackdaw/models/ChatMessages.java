package dev.jackdaw.models;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Messages of Chat Completions, said as a server with quirks takes them. */
final class ChatMessages {
  private static final String LEFT_OUT = "(an image is left out: this server takes text only)";

  private final Set<Quirks> quirks;

  ChatMessages(Set<Quirks> quirks) {
    this.quirks = quirks;
  }

  List<Json.Obj> adapted(List<Json.Obj> messages) {
    var out = messages;
    if (quirks.contains(Quirks.NO_SYSTEM_ROLE)) out = withoutSystem(out);
    if (quirks.contains(Quirks.STRICT_ALTERNATION)) out = alternating(out);
    if (quirks.contains(Quirks.NO_USER_AFTER_TOOL)) out = apart(out);
    if (quirks.contains(Quirks.TEXT_ONLY)) out = each(out, ChatMessages::textOnly);
    if (quirks.contains(Quirks.FILLED_CONTENT)) {
      out = each(out, message -> filled(message, "(calls tools)"));
    } else if (quirks.contains(Quirks.EMPTY_CONTENT)) {
      out = each(out, message -> filled(message, ""));
    }
    return out;
  }

  private static List<Json.Obj> each(
      List<Json.Obj> messages, java.util.function.UnaryOperator<Json.Obj> change) {
    var out = new ArrayList<Json.Obj>(messages.size());
    for (var message : messages) out.add(change.apply(message));
    return out;
  }

  private static String role(Json.Obj message) {
    return message.string("role", "");
  }

  private static Json.Obj message(String role, Json content) {
    return Json.object().put("role", role).put("content", content).build();
  }

  private static List<Json.Obj> withoutSystem(List<Json.Obj> messages) {
    if (messages.isEmpty() || !role(messages.getFirst()).equals("system")) return messages;
    var out = new ArrayList<>(messages.subList(1, messages.size()));
    var system = message("user", messages.getFirst().get("content").orElseThrow());
    if (!out.isEmpty() && role(out.getFirst()).equals("user")) {
      out.set(0, joined(system, out.getFirst()));
    } else {
      out.addFirst(system);
    }
    return out;
  }

  /** Joins neighbours of one role and has the user begin. */
  private static List<Json.Obj> alternating(List<Json.Obj> messages) {
    var out = new ArrayList<Json.Obj>();
    for (var message : messages) {
      var before = out.isEmpty() ? "" : role(out.getLast());
      if (role(message).equals("assistant") && (before.isEmpty() || before.equals("system"))) {
        out.add(message("user", Json.of("(begins)")));
      }
      var joins = before.equals(role(message)) && !before.equals("tool");
      if (joins) {
        out.add(joined(out.removeLast(), message));
      } else {
        out.add(message);
      }
    }
    return out;
  }

  private static List<Json.Obj> apart(List<Json.Obj> messages) {
    var out = new ArrayList<Json.Obj>();
    for (var message : messages) {
      if (!out.isEmpty() && role(out.getLast()).equals("tool") && role(message).equals("user")) {
        out.add(message("assistant", Json.of("(results read)")));
      }
      out.add(message);
    }
    return out;
  }

  private static Json.Obj joined(Json.Obj first, Json.Obj second) {
    var out = first.with("content", content(first, second));
    var calls = new ArrayList<>(first.array("tool_calls"));
    calls.addAll(second.array("tool_calls"));
    return calls.isEmpty() ? out : out.with("tool_calls", Json.array(calls));
  }

  private static Json content(Json.Obj first, Json.Obj second) {
    var one = first.get("content");
    var other = second.get("content");
    if (one.isEmpty()) return other.orElse(Json.Null.INSTANCE);
    if (other.isEmpty()) return one.get();
    if (one.get() instanceof Json.Str(var text) && other.get() instanceof Json.Str(var more)) {
      return Json.of(text + "\n\n" + more);
    }
    var parts = new ArrayList<>(parts(one.get()));
    parts.addAll(parts(other.get()));
    return Json.array(parts);
  }

  private static List<Json> parts(Json content) {
    if (content instanceof Json.Arr(var parts)) return parts;
    var text = content instanceof Json.Str(var own) ? own : "";
    return List.of(Json.object().put("type", "text").put("text", text).build());
  }

  private static Json.Obj textOnly(Json.Obj message) {
    var parts = message.array("content");
    if (parts.isEmpty()) return message;
    var text = new StringBuilder();
    for (var part : parts) {
      if (!text.isEmpty()) text.append("\n\n");
      text.append(part instanceof Json.Obj object ? object.string("text", LEFT_OUT) : LEFT_OUT);
    }
    return message.with("content", Json.of(text.toString()));
  }

  private static Json.Obj filled(Json.Obj message, String text) {
    return message.get("content").isPresent() ? message : message.with("content", Json.of(text));
  }
}
