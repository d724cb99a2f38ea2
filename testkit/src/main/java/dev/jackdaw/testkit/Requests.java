package dev.jackdaw.testkit;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions about a request that more than one part of the scripted model asks. No streams and no
 * pattern switches: it stands on the start-up path of the demo.
 */
final class Requests {
  private Requests() {}

  /** Returns the results in the last message, if that is what it holds. */
  static List<Block.Result> lastResults(ModelRequest request) {
    var results = new ArrayList<Block.Result>();
    if (!request.messages().isEmpty()) {
      for (var block : request.messages().getLast().blocks()) {
        if (block instanceof Block.Result result) results.add(result);
      }
    }
    return results;
  }

  static String text(List<Block.Result> results) {
    var out = new StringBuilder();
    for (var result : results) {
      for (var block : result.result().content()) append(out, block);
    }
    return out.toString();
  }

  /** Returns the text of the first message to the model that has any. */
  static String firstPrompt(ModelRequest request) {
    for (var message : request.messages()) {
      var text = text(message);
      if (!text.isEmpty()) return text;
    }
    return "";
  }

  /** Returns the text of the last message, empty when it is not one to the model. */
  static String lastWords(ModelRequest request) {
    return request.messages().isEmpty() ? "" : text(request.messages().getLast());
  }

  /** Returns the text of the last message to the model that has any. */
  static String lastPrompt(ModelRequest request) {
    for (var message : request.messages().reversed()) {
      var text = text(message);
      if (!text.isEmpty()) return text;
    }
    return "";
  }

  static String system(ModelRequest request) {
    var out = new StringBuilder();
    for (var block : request.system()) out.append(block.text()).append('\n');
    return out.toString();
  }

  /** Returns how many characters the request has, roughly. */
  static long size(ModelRequest request) {
    var size = 0L;
    for (var block : request.system()) size += block.text().length();
    for (var tool : request.tools()) {
      size += tool.name().length() + tool.description().length();
      size += tool.inputSchema().compact().length();
    }
    for (var message : request.messages()) {
      for (var block : message.blocks()) size += size(block);
    }
    return size;
  }

  private static long size(Block block) {
    if (block instanceof Block.Text text) return text.text().length();
    if (block instanceof Block.Image image) return image.base64().length() / 10;
    if (block instanceof Block.Thinking thinking) return thinking.text().length();
    if (block instanceof Block.Result result) return size(result);
    return block instanceof Block.Call call
        ? call.tool().length() + call.input().compact().length()
        : 0;
  }

  private static long size(Block.Result result) {
    var size = 0L;
    for (var block : result.result().content()) size += size(block);
    return size;
  }

  private static String text(Message message) {
    if (!(message instanceof Message.User user)) return "";
    var out = new StringBuilder();
    for (var block : user.blocks()) append(out, block);
    return out.toString();
  }

  private static void append(StringBuilder out, Block block) {
    if (!(block instanceof Block.Text text)) return;
    if (!out.isEmpty()) out.append('\n');
    out.append(text.text());
  }
}
