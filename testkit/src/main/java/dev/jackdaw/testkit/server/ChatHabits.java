package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The habits of one server: what it refuses besides, and how it answers otherwise. */
final class ChatHabits {
  private static final String DATA = "data: ";
  private static final String DONE = "[DONE]";

  private final Set<ChatHabit> habits = EnumSet.noneOf(ChatHabit.class);

  ChatHabits(List<ChatHabit> habits) {
    this.habits.addAll(habits);
  }

  private boolean has(ChatHabit habit) {
    return habits.contains(habit);
  }

  boolean streams() {
    return !has(ChatHabit.ANSWERS_WHOLE);
  }

  void check(Json.Obj body) throws Rejection {
    var tools = !body.array("tools").isEmpty();
    refuse(
        ChatHabit.REFUSES_STREAM_OPTIONS,
        body.has("stream_options"),
        "Unknown field: stream_options");
    refuse(
        ChatHabit.REFUSES_STREAMED_TOOLS,
        tools && body.bool("stream", false),
        "Cannot use tools with stream");
    refuse(ChatHabit.REFUSES_TOOLS, tools, "this model does not support tools");
    refuse(
        ChatHabit.REFUSES_EFFORT,
        body.has("reasoning_effort"),
        "unexpected field reasoning_effort");
    for (var limit : List.of("max_tokens", "max_completion_tokens")) {
      refuse(ChatHabit.REFUSES_LIMITS, body.has(limit), "Extra inputs are not permitted: " + limit);
    }
    for (var tool : body.array("tools")) {
      var name = ((Json.Obj) tool).object("function").string("name", "");
      refuse(
          ChatHabit.WANTS_NARROW_NAMES,
          !name.matches("[A-Za-z][A-Za-z0-9_]{0,63}"),
          "Invalid function name " + name + ": must be alphanumeric and start with a letter");
    }
    messages(body.array("messages"));
  }

  private void messages(List<Json> messages) throws Rejection {
    var before = "";
    for (var given : messages) {
      var message = (Json.Obj) given;
      var role = message.string("role", "");
      var content = message.get("content");
      refuse(ChatHabit.REFUSES_SYSTEM_ROLE, role.equals("system"), "System role not supported");
      refuse(ChatHabit.REFUSES_TOOL_ROLE, role.equals("tool"), "Invalid role: tool");
      refuse(
          ChatHabit.REFUSES_USER_AFTER_TOOL,
          role.equals("user") && before.equals("tool"),
          "Unexpected role 'user' after role 'tool'");
      var first = before.isEmpty() || before.equals("system");
      refuse(
          ChatHabit.WANTS_ALTERNATION,
          role.equals(before) && !role.equals("tool") || first && role.equals("assistant"),
          "Conversation roles must alternate user/assistant/user/assistant/...");
      refuse(
          ChatHabit.REFUSES_NULL_CONTENT,
          content.isEmpty(),
          "content: none is not an allowed value");
      refuse(
          ChatHabit.REFUSES_EMPTY_CONTENT,
          content.isEmpty() || content.get().equals(Json.of("")),
          "message content must not be empty");
      refuse(
          ChatHabit.REFUSES_PARTS,
          content.isPresent() && content.get() instanceof Json.Arr,
          "message content must be a string");
      for (var call : message.array("tool_calls")) {
        refuse(
            ChatHabit.WANTS_NINE_CHARACTER_IDS,
            !((Json.Obj) call).string("id", "").matches("[A-Za-z0-9]{9}"),
            "Tool call id must be a-z, A-Z, 0-9, with a length of 9.");
      }
      before = role;
    }
  }

  private void refuse(ChatHabit habit, boolean wrong, String problem) throws Rejection {
    if (wrong && has(habit)) throw Rejection.invalid(problem);
  }

  /** Returns the events as this server would send them. */
  List<String> events(List<String> events) {
    if (habits.isEmpty()) return events;
    var chunks = new ArrayList<Json.Obj>();
    for (var event : events) {
      var data = event.substring(DATA.length()).strip();
      if (!data.equals(DONE)) chunks.add(Json.parseObject(data));
    }
    List<Json.Obj> changed = new ArrayList<>(chunks);
    if (has(ChatHabit.SENDS_CALLS_AT_ONCE) || has(ChatHabit.SENDS_ARGUMENTS_AS_OBJECTS))
      changed = atOnce(changed);
    if (has(ChatHabit.SENDS_CALLS_INTERLEAVED)) changed = interleaved(changed);
    if (has(ChatHabit.SENDS_THINK_TAGS)) changed = tagged(changed);
    if (has(ChatHabit.SENDS_NAMES_AGAIN)) changed = named(changed);
    if (has(ChatHabit.SENDS_NO_USAGE)) changed.removeIf(chunk -> chunk.array("choices").isEmpty());
    changed.replaceAll(this::changed);
    var out = new ArrayList<String>();
    for (var chunk : changed) out.add(DATA + chunk.compact() + "\n\n");
    if (events.getLast().contains(DONE)) out.add(DATA + DONE + "\n\n");
    return out;
  }

  private Json.Obj changed(Json.Obj chunk) {
    var out = chunk;
    if (has(ChatHabit.SENDS_NO_INDEXES)) out = withCalls(out, call -> call.without("index"));
    if (has(ChatHabit.SENDS_NO_IDS)) out = withCalls(out, call -> call.without("id"));
    if (has(ChatHabit.SENDS_REASONING)) out = withDelta(out, ChatHabits::reasoning);
    if (has(ChatHabit.SENDS_REASONING_DETAILS)) out = withDelta(out, ChatHabits::details);
    if (has(ChatHabit.SENDS_CONTENT_AS_PARTS)) out = withDelta(out, ChatHabits::parts);
    if (has(ChatHabit.SENDS_STOP_WITH_CALLS)) {
      out = withChoice(out, choice -> finishing(choice, Json.of("stop")));
    }
    if (has(ChatHabit.SENDS_NO_FINISH_REASON)) {
      out = withChoice(out, choice -> finishing(choice, Json.Null.INSTANCE));
    }
    return out;
  }

  private static Json.Obj finishing(Json.Obj choice, Json reason) {
    return choice.get("finish_reason").isEmpty() ? choice : choice.with("finish_reason", reason);
  }

  private static Json.Obj reasoning(Json.Obj delta) {
    var said = delta.get("reasoning_content");
    return said.isEmpty()
        ? delta
        : delta.without("reasoning_content").with("reasoning", said.get());
  }

  private static Json.Obj details(Json.Obj delta) {
    var said = delta.get("reasoning_content");
    if (said.isEmpty()) return delta;
    var detail =
        Json.object().put("type", "reasoning.text").put("index", 0).put("text", said.get()).build();
    return delta
        .without("reasoning_content")
        .with("reasoning_details", Json.array(List.of(detail)));
  }

  private static Json.Obj parts(Json.Obj delta) {
    var said = delta.get("content");
    if (said.isEmpty()) return delta;
    var part = Json.object().put("type", "text").put("text", said.get()).build();
    return delta.with("content", Json.array(List.of(part)));
  }

  private static Optional<Json.Obj> choice(Json.Obj chunk) {
    var choices = chunk.array("choices");
    return choices.isEmpty() ? Optional.empty() : Optional.of((Json.Obj) choices.getFirst());
  }

  private static Json.Obj delta(Json.Obj chunk) {
    return choice(chunk).map(choice -> choice.object("delta")).orElse(Json.Obj.EMPTY);
  }

  private static Json.Obj withChoice(Json.Obj chunk, UnaryOperator<Json.Obj> change) {
    return choice(chunk)
        .map(choice -> chunk.with("choices", Json.array(List.of(change.apply(choice)))))
        .orElse(chunk);
  }

  private static Json.Obj withDelta(Json.Obj chunk, UnaryOperator<Json.Obj> change) {
    return withChoice(chunk, choice -> choice.with("delta", change.apply(choice.object("delta"))));
  }

  private static Json.Obj withCalls(Json.Obj chunk, UnaryOperator<Json.Obj> change) {
    var calls = new ArrayList<Json>();
    for (var call : delta(chunk).array("tool_calls")) calls.add(change.apply((Json.Obj) call));
    return calls.isEmpty()
        ? chunk
        : withDelta(chunk, delta -> delta.with("tool_calls", Json.array(calls)));
  }

  private static boolean isOfCall(Json.Obj chunk) {
    return !delta(chunk).array("tool_calls").isEmpty();
  }

  private static Json.Obj call(Json.Obj chunk) {
    return (Json.Obj) delta(chunk).array("tool_calls").getFirst();
  }

  private List<Json.Obj> atOnce(List<Json.Obj> chunks) {
    var calls = new LinkedHashMap<Long, Json.Obj>();
    var out = new ArrayList<Json.Obj>();
    var place = -1;
    for (var chunk : chunks) {
      if (!isOfCall(chunk)) {
        out.add(chunk);
        continue;
      }
      if (place < 0) {
        place = out.size();
        out.add(chunk);
      }
      calls.merge(call(chunk).integer("index", 0), call(chunk), ChatHabits::grown);
    }
    if (place < 0) return out;
    var whole = new ArrayList<Json>();
    for (var call : calls.values())
      whole.add(has(ChatHabit.SENDS_ARGUMENTS_AS_OBJECTS) ? asObject(call) : call);
    out.set(place, withDelta(out.get(place), delta -> delta.with("tool_calls", Json.array(whole))));
    return out;
  }

  private static Json.Obj grown(Json.Obj call, Json.Obj more) {
    var function = call.object("function");
    var arguments =
        function.string("arguments", "") + more.object("function").string("arguments", "");
    return call.with("function", function.with("arguments", Json.of(arguments)));
  }

  private static Json.Obj asObject(Json.Obj call) {
    var function = call.object("function");
    return call.with(
        "function", function.with("arguments", Json.parse(function.string("arguments", "{}"))));
  }

  private static List<Json.Obj> interleaved(List<Json.Obj> chunks) {
    var byCall = new LinkedHashMap<Long, List<Json.Obj>>();
    var out = new ArrayList<Json.Obj>();
    var place = -1;
    for (var chunk : chunks) {
      if (!isOfCall(chunk)) {
        out.add(chunk);
        continue;
      }
      if (place < 0) place = out.size();
      byCall.computeIfAbsent(call(chunk).integer("index", 0), _ -> new ArrayList<>()).add(chunk);
    }
    var turns = new ArrayList<Json.Obj>();
    for (var turn = 0; turns.size() < chunks.size() - out.size(); turn++) {
      for (var pieces : byCall.values()) {
        if (turn < pieces.size()) turns.add(pieces.get(turn));
      }
    }
    if (place >= 0) out.addAll(place, turns);
    return out;
  }

  private static List<Json.Obj> tagged(List<Json.Obj> chunks) {
    var out = new ArrayList<Json.Obj>();
    var open = false;
    for (var chunk : chunks) {
      var thought = delta(chunk).get("reasoning_content");
      var isFirst = thought.isPresent() && !open;
      var ends = thought.isEmpty() && open;
      var prefix = isFirst ? "<think>" : ends ? "</think>\n\n" : "";
      open = thought.isPresent();
      var said = delta(chunk).string("content", "");
      var text = prefix + (thought.isPresent() ? ((Json.Str) thought.get()).value() : said);
      out.add(
          text.isEmpty()
              ? chunk
              : withDelta(
                  chunk,
                  delta -> delta.without("reasoning_content").with("content", Json.of(text))));
    }
    return out;
  }

  private static List<Json.Obj> named(List<Json.Obj> chunks) {
    Map<Long, String> names = new HashMap<>();
    var out = new ArrayList<Json.Obj>();
    for (var chunk : chunks) out.add(withCalls(chunk, call -> named(call, names)));
    return out;
  }

  private static Json.Obj named(Json.Obj call, Map<Long, String> names) {
    var function = call.object("function");
    var index = call.integer("index", 0);
    var name = function.string("name", names.getOrDefault(index, ""));
    names.put(index, name);
    return call.with("function", function.with("name", Json.of(name)));
  }
}
