package dev.jackdaw.bedrock;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Bedrock and the models behind it refuse in a request of the Converse API. */
final class ConverseCheck {
  private static final int MAX_CACHE_POINTS = 4;

  private ConverseCheck() {}

  static Optional<String> complaint(Json.Obj body) {
    var wrong = new ArrayList<String>();
    var tools = body.object("toolConfig").array("tools");
    var points = count(tools) + count(body.array("system"));
    var role = "assistant";
    var open = new TreeSet<String>();
    for (var element : body.array("messages")) {
      var message = (Json.Obj) element;
      if (message.string("role", "").equals(role)) wrong.add("roles must alternate");
      role = message.string("role", "");
      var content = message.array("content");
      points += count(content);
      if (content.isEmpty()) wrong.add("the content field is empty");
      checkResults(content, open, wrong);
      open.clear();
      for (var block : content) check((Json.Obj) block, tools, open, wrong);
    }
    if (!role.equals("user") && !role.equals("assistant")) wrong.add("no messages");
    if (!open.isEmpty()) wrong.add("tool_use without tool_result: " + open);
    if (points > MAX_CACHE_POINTS) wrong.add("too many cache points: " + points);
    if (body.object("inferenceConfig").integer("maxTokens", 0) < 1) wrong.add("no maxTokens");
    form(body.object("outputConfig").object("textFormat"), wrong);
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  private static void form(Json.Obj format, List<String> wrong) {
    if (format.members().isEmpty()) return;
    if (!format.string("type", "").equals("json_schema")) wrong.add("type of textFormat");
    var schema = format.object("structure").object("jsonSchema");
    if (!schema.string("name", "").matches("[a-zA-Z0-9_-]{1,64}")) wrong.add("name of jsonSchema");
    try {
      var parsed = Json.parseObject(schema.string("schema", ""));
      if (parsed.bool("additionalProperties", true))
        wrong.add("additionalProperties must be false");
    } catch (JsonException e) {
      wrong.add("jsonSchema.schema is no JSON: " + e.getMessage());
    }
  }

  private static int count(List<Json> blocks) {
    var points = 0;
    for (var block : blocks) if (((Json.Obj) block).has("cachePoint")) points++;
    return points;
  }

  private static void checkResults(List<Json> content, Set<String> open, List<String> wrong) {
    var answered = new TreeSet<String>();
    var others = false;
    for (var block : content) {
      var result = ((Json.Obj) block).get("toolResult");
      if (result.isEmpty()) {
        others = true;
        continue;
      }
      if (others) wrong.add("toolResult behind other content");
      answered.add(((Json.Obj) result.get()).string("toolUseId", ""));
    }
    if (!answered.equals(open)) wrong.add("results " + answered + " for calls " + open);
  }

  private static void check(
      Json.Obj block, List<Json> tools, Set<String> open, List<String> wrong) {
    block
        .string("text")
        .filter(String::isBlank)
        .ifPresent(_ -> wrong.add("the text field in the ContentBlock is blank"));
    if (block.has("toolUse")) {
      var id = block.object("toolUse").string("toolUseId", "");
      if (!id.matches("[a-zA-Z0-9_-]{1,64}")) wrong.add("toolUseId " + id);
      if (tools.isEmpty()) wrong.add("toolConfig must be defined when using toolUse");
      open.add(id);
    }
    var reasoning = block.object("reasoningContent").object("reasoningText");
    if (!reasoning.members().isEmpty()) {
      var signature = BedrockServer.signature(reasoning.string("text", ""));
      if (!reasoning.string("signature", "").equals(signature)) {
        wrong.add("thinking blocks cannot be modified");
      }
    }
    var result = block.object("toolResult");
    for (var part : result.array("content")) {
      var text = ((Json.Obj) part).string("text");
      if (text.isPresent() && text.get().isBlank()) wrong.add("blank text in a toolResult");
      if (result.string("status", "").equals("error") && text.isEmpty()) {
        wrong.add("a failed result may hold text only");
      }
    }
  }
}
