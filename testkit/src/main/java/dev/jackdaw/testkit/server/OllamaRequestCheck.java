package dev.jackdaw.testkit.server;

import dev.jackdaw.api.json.Json;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what Ollama refuses, and members and messages it would pass over in silence. */
final class OllamaRequestCheck {
  private final Fields request;
  private final boolean plain;

  private OllamaRequestCheck(Json.Obj body) {
    request = new Fields(body, "", ChatComplaints.INSTANCE);
    plain = body.string("model", "").equals(OllamaServer.PLAIN_MODEL);
  }

  static void check(Json.Obj body) throws Rejection {
    var check = new OllamaRequestCheck(body);
    check.request.only(
        Set.of(
            "model",
            "messages",
            "tools",
            "format",
            "options",
            "stream",
            "keep_alive",
            "think",
            "truncate",
            "shift"));
    model(check.request.requiredString("model"));
    check.request.bool("stream");
    check.request.bool("truncate");
    check.request.bool("shift");
    check.request.string("keep_alive");
    check.think();
    check.options();
    check.tools();
    check.messages();
  }

  static void model(String name) throws Rejection {
    if (List.of(OllamaServer.MODEL, OllamaServer.PLAIN_MODEL).contains(name)) return;
    throw new Rejection(404, "", "model '" + name + "' not found");
  }

  /** Returns the tokens of the prompt: messages without images, and tools. */
  static int tokens(Json.Obj body) {
    var sum = 0;
    for (var message : body.array("messages")) {
      if (message instanceof Json.Obj object) {
        sum += Tokens.of(object.without("images").canonical());
      }
    }
    for (var tool : body.array("tools")) sum += Tokens.of(tool.canonical());
    return sum;
  }

  private Rejection unable(String what) {
    return Rejection.invalid(
        "registry.ollama.ai/library/"
            + request.object().string("model", "")
            + " does not support "
            + what);
  }

  private void think() throws Rejection {
    if (!request.has("think")) return;
    var think = request.required("think");
    var known =
        think instanceof Json.Bool
            || think instanceof Json.Str(var level)
                && List.of("low", "medium", "high").contains(level);
    if (!known) throw Rejection.invalid("invalid think value: " + think.compact());
    if (plain && !think.equals(new Json.Bool(false))) throw unable("thinking");
  }

  private void options() throws Rejection {
    var options = request.object("options");
    if (options.isEmpty()) return;
    options.get().only(Set.of("num_ctx", "num_predict", "temperature", "seed", "top_p", "top_k"));
    var context = options.get().integer("num_ctx");
    if (context.isPresent() && context.get() < 1) {
      throw options.get().wrong("num_ctx", "must be positive");
    }
    options.get().integer("num_predict");
  }

  private void tools() throws Rejection {
    var tools = request.objects("tools");
    if (!tools.isEmpty() && plain) throw unable("tools");
    for (var tool : tools) {
      tool.only(Set.of("type", "function"));
      var function = tool.requiredObject("function");
      function.only(Set.of("name", "description", "parameters"));
      function.requiredString("name");
      function.string("description");
      var problem = SchemaCheck.problem(function.requiredObject("parameters").object());
      if (problem.isPresent()) throw function.wrong("parameters", problem.get());
    }
  }

  private void messages() throws Rejection {
    var messages = request.objects("messages");
    if (messages.isEmpty()) throw ChatRequestCheck.emptyArray("messages");
    var ids = new HashSet<String>();
    for (var message : messages) {
      var role = message.requiredString("role");
      message.requiredString("content");
      switch (role) {
        case "system" -> message.only(Set.of("role", "content"));
        case "user" -> {
          message.only(Set.of("role", "content", "images"));
          images(message);
        }
        case "assistant" -> {
          message.only(Set.of("role", "content", "thinking", "tool_calls"));
          message.string("thinking");
          calls(message, ids);
        }
        case "tool" -> {
          message.only(Set.of("role", "content", "tool_name", "tool_call_id"));
          message.requiredString("tool_name");
          if (!ids.remove(message.requiredString("tool_call_id"))) {
            throw message.wrong("tool_call_id", "answers no call");
          }
        }
        default -> throw Rejection.invalid("invalid role: " + role);
      }
    }
  }

  private void images(Fields message) throws Rejection {
    for (var image : message.array("images")) {
      if (plain) throw unable("images");
      if (!(image instanceof Json.Str(var base64))) {
        throw message.wrong("images", "must be strings");
      }
      try {
        if (Base64.getDecoder().decode(base64).length > 0) continue;
      } catch (IllegalArgumentException _) {
        // told below
      }
      throw message.wrong("images", "illegal base64 data");
    }
  }

  private static void calls(Fields message, Set<String> ids) throws Rejection {
    for (var call : message.objects("tool_calls")) {
      call.only(Set.of("id", "function"));
      var function = call.requiredObject("function");
      function.only(Set.of("name", "arguments", "index"));
      function.requiredString("name");
      function.requiredObject("arguments");
      ids.add(call.requiredString("id"));
    }
  }
}
