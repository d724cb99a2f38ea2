package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what the Responses API refuses among the items of the input. */
final class ResponsesInputCheck {
  private final Fields request;
  private final Map<String, Json.Obj> reasoning;
  private final Map<String, String> reasonOf;
  private final Set<String> calls = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> ids = new HashSet<>();

  ResponsesInputCheck(
      Fields request, Map<String, Json.Obj> reasoning, Map<String, String> reasonOf) {
    this.request = request;
    this.reasoning = reasoning;
    this.reasonOf = reasonOf;
  }

  void check() throws Rejection {
    request.required("input");
    var items = request.objects("input");
    if (items.isEmpty()) throw ChatRequestCheck.emptyArray("input");
    Fields thought = null;
    for (var item : items) {
      var type = item.has("type") ? item.requiredString("type") : "message";
      unique(item);
      if (thought != null && !leadsTo(item, type)) throw abandoned(thought);
      reasoned(item, type, thought);
      thought = null;
      switch (type) {
        case "message" -> message(item);
        case "reasoning" -> {
          reasoning(item);
          thought = item;
        }
        case "function_call" -> call(item);
        case "function_call_output" -> output(item);
        default ->
            throw ChatComplaints.refusal(
                "Invalid value: '"
                    + type
                    + "'. Supported values are: 'message', 'reasoning', 'function_call', and"
                    + " 'function_call_output'.",
                item.at("type"),
                "invalid_value");
      }
    }
    if (thought != null) throw abandoned(thought);
    for (var call : calls) {
      if (!answered.contains(call)) {
        throw ChatComplaints.refusal(
            "No tool output found for function call " + call + ".", "input", "");
      }
    }
  }

  private void unique(Fields item) throws Rejection {
    if (!item.has("id")) return;
    if (!ids.add(item.requiredString("id"))) {
      throw ChatComplaints.refusal(
          "Duplicate item found with id "
              + item.requiredString("id")
              + ". Remove duplicate items from your input and try again.",
          "input",
          "");
    }
  }

  /** An item that says which one it is must come with the reasoning that led to it. */
  private void reasoned(Fields item, String type, @Nullable Fields thought) throws Rejection {
    if (!item.has("id")) return;
    var id = item.requiredString("id");
    var reason = reasonOf.get(id);
    if (reason == null) return;
    if (thought != null && thought.requiredString("id").equals(reason)) return;
    throw ChatComplaints.refusal(
        "Item '"
            + id
            + "' of type '"
            + type
            + "' was provided without its required 'reasoning' item: '"
            + reason
            + "'.",
        "input",
        "");
  }

  private static boolean leadsTo(Fields item, String type) throws Rejection {
    return switch (type) {
      case "function_call", "reasoning" -> true;
      case "message" -> item.requiredString("role").equals("assistant");
      default -> false;
    };
  }

  private static Rejection abandoned(Fields thought) throws Rejection {
    return ChatComplaints.refusal(
        "Item '"
            + thought.requiredString("id")
            + "' of type 'reasoning' was provided without its required following item.",
        "input",
        "");
  }

  /** The service knows what it encrypted: anything else cannot be verified. */
  private void reasoning(Fields item) throws Rejection {
    item.only(Set.of("type", "id", "summary", "content", "encrypted_content"));
    var id = item.requiredString("id");
    item.required("summary");
    if (!item.has("encrypted_content")) {
      throw new Rejection(
          404,
          "invalid_request_error",
          "Item with id '"
              + id
              + "' not found. Items are not persisted when `store` is set to false. Try again with"
              + " `store` set to true, or remove this item from your input.",
          "input",
          "");
    }
    var known = reasoning.get(id);
    if (known == null || !known.equals(item.object())) {
      throw ChatComplaints.refusal(
          "The encrypted content "
              + item.requiredString("encrypted_content")
              + " could not be verified.",
          "",
          "invalid_encrypted_content");
    }
  }

  private void call(Fields item) throws Rejection {
    item.only(Set.of("type", "id", "call_id", "name", "arguments", "status"));
    ChatRequestCheck.name(item);
    item.requiredString("arguments");
    var id = callId(item);
    if (!calls.add(id)) {
      throw ChatComplaints.refusal("Duplicate function call " + id + ".", item.at("call_id"), "");
    }
  }

  private static String callId(Fields item) throws Rejection {
    var id = item.requiredString("call_id");
    if (id.isEmpty() || id.length() > 64) {
      throw item.wrong("call_id", "string must have from 1 to 64 characters.");
    }
    return id;
  }

  private void output(Fields item) throws Rejection {
    item.only(Set.of("type", "id", "call_id", "output", "status"));
    var id = callId(item);
    if (!calls.contains(id)) {
      throw ChatComplaints.refusal(
          "No tool call found for function call output with call_id " + id + ".", "input", "");
    }
    if (!answered.add(id)) {
      throw ChatComplaints.refusal("Duplicate output for function call " + id + ".", "input", "");
    }
    if (item.required("output") instanceof Json.Str) return;
    parts(item, "output", "user");
  }

  private void message(Fields item) throws Rejection {
    item.only(Set.of("type", "id", "role", "content", "status", "phase"));
    var role = item.requiredString("role");
    if (!List.of("user", "assistant", "system", "developer").contains(role)) {
      throw ChatComplaints.refusal(
          "Invalid value: '"
              + role
              + "'. Supported values are: 'assistant', 'system', 'developer', and 'user'.",
          item.at("role"),
          "invalid_value");
    }
    if (item.has("phase")) {
      if (!role.equals("assistant")) throw item.wrong("phase", "is for role 'assistant'.");
      item.choice("phase", List.of("commentary", "final_answer"));
    }
    if (item.required("content") instanceof Json.Str) return;
    parts(item, "content", role);
  }

  private static void parts(Fields item, String member, String role) throws Rejection {
    var parts = item.objects(member);
    if (parts.isEmpty()) throw ChatRequestCheck.emptyArray(item.at(member));
    var said = role.equals("assistant");
    for (var part : parts) {
      switch (part.requiredString("type")) {
        case "output_text" -> {
          if (!said) throw misplaced(part);
          part.only(Set.of("type", "text", "annotations", "logprobs"));
          part.requiredString("text");
        }
        case "refusal" -> {
          if (!said) throw misplaced(part);
          part.requiredString("refusal");
        }
        case "input_text" -> {
          if (said) throw misplaced(part);
          part.only(Set.of("type", "text"));
          part.requiredString("text");
        }
        case "input_image" -> {
          if (!role.equals("user")) throw misplaced(part);
          part.only(Set.of("type", "image_url", "detail", "file_id"));
          ChatMessageCheck.imageUrl(part, "image_url");
        }
        default -> throw misplaced(part);
      }
    }
  }

  private static Rejection misplaced(Fields part) throws Rejection {
    return ChatComplaints.refusal(
        "Invalid value: '" + part.requiredString("type") + "'.", part.at("type"), "invalid_value");
  }
}
