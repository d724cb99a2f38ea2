package dev.jackdaw.models;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls and results written as text, for models and servers that know neither. A call is {@code
 * <tool_call>} with one JSON object of {@code name} and {@code arguments}; a result is {@code
 * <tool_result>} with the name of the tool and the id of the call.
 */
final class ToolText {
  static final String CALL = "<tool_call>";
  static final String CALL_END = "</tool_call>";
  static final String RESULT = "<tool_result";
  static final String RESULT_END = "</tool_result>";

  private ToolText() {}

  /** Returns the messages with calls and results as text. */
  static List<Message> rewritten(List<Message> messages) {
    Map<CallId, String> tools = new HashMap<>();
    var out = new ArrayList<Message>(messages.size());
    for (var message : messages) {
      if (message instanceof Message.Assistant said) {
        out.add(new Message.Assistant(said(said.blocks(), tools)));
      }
      if (message instanceof Message.User user) {
        out.add(new Message.User(given(user.blocks(), tools)));
      }
    }
    return out;
  }

  private static List<Block.Said> said(List<Block.Said> blocks, Map<CallId, String> tools) {
    var said = new ArrayList<Block.Said>();
    for (var block : blocks) {
      if (block instanceof Block.Call call) {
        tools.put(call.id(), call.tool());
        said.add(new Block.Text(written(call), call.label()));
      } else {
        said.add(block);
      }
    }
    return said;
  }

  private static String written(Block.Call call) {
    var object =
        Json.object().put("name", call.tool()).put("arguments", call.input()).build().compact();
    return "\n" + CALL + "\n" + object + "\n" + CALL_END;
  }

  private static List<Block.Given> given(List<Block.Given> blocks, Map<CallId, String> tools) {
    var given = new ArrayList<Block.Given>();
    for (var block : blocks) {
      if (block instanceof Block.Result result) {
        result(result, tools.getOrDefault(result.call(), "?"), given);
      } else {
        given.add(block);
      }
    }
    return given;
  }

  /** What a result says cannot end it: its own end tags are taken apart. */
  private static void result(Block.Result result, String tool, List<Block.Given> given) {
    var text = new StringBuilder();
    var images = new ArrayList<Block.Given>();
    for (var part : result.result().content()) {
      if (part instanceof Block.Text own) {
        if (!text.isEmpty()) text.append("\n\n");
        text.append(own.text().replace(RESULT_END, "</ tool_result>"));
      } else {
        images.add(part);
      }
    }
    if (text.toString().isBlank()) text.append("(no output)");
    var head = RESULT + " name=\"" + tool + "\" id=\"" + result.call() + "\">\n";
    given.add(new Block.Text(head + text + "\n" + RESULT_END, result.label()));
    given.addAll(images);
  }
}
