package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses messages that the Chat Completions API refuses. */
final class ChatMessageCheck {
  private static final int LONGEST_CALL_ID = 40;

  private final Fields request;

  ChatMessageCheck(Fields request) {
    this.request = request;
  }

  void check() throws Rejection {
    request.required("messages");
    var messages = request.objects("messages");
    if (messages.isEmpty()) throw ChatRequestCheck.emptyArray("messages");
    Set<String> open = new LinkedHashSet<>();
    var answerable = false;
    for (var i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      var role = role(message);
      if (role.equals("tool")) {
        tool(message, i, open, answerable);
        continue;
      }
      if (!open.isEmpty()) throw unanswered(open, i);
      open = role.equals("assistant") ? assistant(message) : others(message, role);
      answerable = !open.isEmpty();
    }
    if (!open.isEmpty()) throw unanswered(open, messages.size());
  }

  private static String role(Fields message) throws Rejection {
    var role = message.requiredString("role");
    if (!List.of("system", "assistant", "user", "tool", "developer").contains(role)) {
      throw ChatComplaints.refusal(
          "Invalid value: '"
              + role
              + "'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and"
              + " 'developer'.",
          message.at("role"),
          "invalid_value");
    }
    return role;
  }

  private static Rejection unanswered(Set<String> open, int index) {
    return ChatComplaints.refusal(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to"
            + " each 'tool_call_id'. The following tool_call_ids did not have response messages: "
            + String.join(", ", open),
        "messages.[" + index + "].role",
        "");
  }

  private static void tool(Fields message, int index, Set<String> open, boolean answerable)
      throws Rejection {
    message.only(Set.of("role", "content", "tool_call_id"));
    if (!answerable) {
      throw ChatComplaints.refusal(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message"
              + " with 'tool_calls'.",
          "messages.[" + index + "].role",
          "");
    }
    var id = message.requiredString("tool_call_id");
    if (!open.remove(id)) {
      throw ChatComplaints.refusal(
          "Invalid parameter: 'tool_call_id' of '"
              + id
              + "' not found in 'tool_calls' of previous message.",
          "messages.[" + index + "].tool_call_id",
          "");
    }
    content(message, "tool");
  }

  private static Set<String> others(Fields message, String role) throws Rejection {
    message.only(Set.of("role", "content", "name"));
    content(message, role);
    return new LinkedHashSet<>();
  }

  private Set<String> assistant(Fields message) throws Rejection {
    message.only(
        isPlain()
            ? Set.of("role", "content", "name", "refusal", "tool_calls", "reasoning_content")
            : Set.of("role", "content", "name", "refusal", "tool_calls", "audio"));
    message.string("reasoning_content");
    var calls = new LinkedHashSet<String>();
    if (message.has("tool_calls")) {
      var given = message.objects("tool_calls");
      if (given.isEmpty()) throw ChatRequestCheck.emptyArray(message.at("tool_calls"));
      for (var call : given) {
        if (!calls.add(call(call))) {
          throw ChatComplaints.refusal(
              "Duplicate value for 'tool_call_id' of '" + call.requiredString("id") + "'",
              call.at("id"),
              "");
        }
      }
    }
    if (message.has("content")) content(message, "assistant");
    else if (calls.isEmpty()) throw missingContent(message);
    return calls;
  }

  private boolean isPlain() throws Rejection {
    return request.requiredString("model").equals(ChatCompletionsServer.PLAIN_MODEL);
  }

  private static Rejection missingContent(Fields message) {
    return ChatComplaints.refusal(
        "Invalid value for 'content': expected a string, got null.", message.at("content"), "");
  }

  private static String call(Fields call) throws Rejection {
    call.only(Set.of("id", "type", "function"));
    var id = call.requiredString("id");
    if (id.isEmpty() || id.length() > LONGEST_CALL_ID) {
      throw ChatComplaints.refusal(
          "Invalid '"
              + call.at("id")
              + "': string too long. Expected a string with maximum length 40, but got a string"
              + " with length "
              + id.length()
              + " instead.",
          call.at("id"),
          "string_above_max_length");
    }
    if (!call.requiredString("type").equals("function")) {
      throw call.wrong("type", "supported values are: 'function'.");
    }
    var function = call.requiredObject("function");
    function.only(Set.of("name", "arguments"));
    ChatRequestCheck.name(function);
    function.requiredString("arguments");
    return id;
  }

  private static void content(Fields message, String role) throws Rejection {
    if (!message.has("content")) throw missingContent(message);
    if (message.required("content") instanceof Json.Str) return;
    if (!(message.required("content") instanceof Json.Arr)) {
      throw ChatComplaints.refusal(
          "Invalid type for '"
              + message.at("content")
              + "': expected one of a string or array of objects, but got "
              + Complaints.typeOf(message.required("content"))
              + " instead.",
          message.at("content"),
          "invalid_type");
    }
    var parts = message.objects("content");
    if (parts.isEmpty()) throw ChatRequestCheck.emptyArray(message.at("content"));
    for (var part : parts) part(part, role);
  }

  private static void part(Fields part, String role) throws Rejection {
    switch (part.requiredString("type")) {
      case "text" -> {
        part.only(Set.of("type", "text"));
        part.requiredString("text");
      }
      case "image_url" -> {
        if (!role.equals("user")) {
          throw ChatComplaints.refusal(
              "Invalid '"
                  + part.path()
                  + "'. Image URLs are only allowed for messages with role 'user', but this message"
                  + " with role '"
                  + role
                  + "' contains an image URL.",
              part.path(),
              "invalid_value");
        }
        image(part);
      }
      default ->
          throw ChatComplaints.refusal(
              "Invalid value: '"
                  + part.requiredString("type")
                  + "'. Supported values are: 'text' and 'image_url'.",
              part.at("type"),
              "invalid_value");
    }
  }

  private static void image(Fields part) throws Rejection {
    part.only(Set.of("type", "image_url"));
    var image = part.requiredObject("image_url");
    image.only(Set.of("url", "detail"));
    imageUrl(image, "url");
  }

  static void imageUrl(Fields image, String member) throws Rejection {
    var url = image.requiredString(member);
    if (url.startsWith("https://")) return;
    var comma = url.indexOf(";base64,");
    var type = comma < 0 ? "" : url.substring(0, comma);
    if (!List.of("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
        .contains(type)) {
      throw unsupportedImage(image, member);
    }
    try {
      var bytes = Base64.getDecoder().decode(url.substring(comma + ";base64,".length()));
      if (bytes.length == 0) throw unsupportedImage(image, member);
    } catch (IllegalArgumentException _) {
      throw unsupportedImage(image, member);
    }
  }

  private static Rejection unsupportedImage(Fields image, String member) {
    return ChatComplaints.refusal(
        "You uploaded an unsupported image. Please make sure your image has of one the following"
            + " formats: ['png', 'jpeg', 'gif', 'webp'].",
        image.at(member),
        "image_parse_error");
  }
}
