package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesRequestTest {
  private static final Json.Obj REASONING =
      Json.parseObject(
          "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"status\":null,"
              + "\"encrypted_content\":\"gAAA\"}");
  private static final Block.Thinking COMMENTARY =
      new Block.Thinking("", "responses", Json.object().put("phase", "commentary").build());

  @Test
  void writesAWholeConversation() {
    assertThat(json(Samples.conversation()).canonical())
        .isEqualTo(
            Json.parse(
                    """
                    {"model": "gpt-6-sol", "instructions": "You are Jackdaw.\\n\\nBe brief.",
                     "tools": [
                       {"type": "function", "name": "read_file", "description": "Reads a file.",
                        "parameters": SCHEMA, "strict": false},
                       {"type": "function", "name": "list", "description": "Lists a folder.",
                        "parameters": SCHEMA, "strict": false}],
                     "input": [
                       {"type": "message", "role": "user", "content": [
                         {"type": "input_text", "text": "What do these say?"}, PIXEL]},
                       {"type": "message", "role": "assistant", "content": [
                         {"type": "output_text", "text": "I read both."}]},
                       {"type": "function_call", "call_id": "toolu_1", "name": "read_file",
                        "arguments": "{\\"path\\":\\"src/Ä.java\\",\\"from\\":1}"},
                       {"type": "function_call", "call_id": "toolu_2", "name": "list",
                        "arguments": "{}"},
                       {"type": "function_call_output", "call_id": "toolu_1", "output": [
                         {"type": "input_text", "text": "class Ä {}"}, PIXEL]},
                       {"type": "function_call_output", "call_id": "toolu_2",
                        "output": "No such folder."}],
                     "max_output_tokens": 4000, "reasoning": {"summary": "auto"},
                     "include": ["reasoning.encrypted_content"],
                     "prompt_cache_key": "session-1", "store": false, "stream": true}
                    """
                        .replace("SCHEMA", Samples.SCHEMA.compact())
                        .replace(
                            "PIXEL",
                            "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":"
                                + "\"data:image/png;base64,"
                                + Samples.PIXEL
                                + "\"}"))
                .canonical());
  }

  @Test
  void growsWithoutChangingWhatWasSent() {
    var conversation = Samples.conversation();
    var grown = new ArrayList<>(conversation.messages());
    grown.add(said(new Block.Text("Done.", Label.MODEL)));
    grown.add(Message.User.text("Thanks"));
    var before = json(conversation).array("input");
    assertThat(json(with(conversation, grown, Effort.DEFAULT)).array("input"))
        .startsWith(before.toArray(Json[]::new));
  }

  @Test
  void putsReasoningInFrontOfWhatItLedTo() {
    var thinking = new Block.Thinking("", "responses", REASONING);
    var text = new Block.Text("Hm.", Label.MODEL);
    assertThat(input(said(thinking, text)))
        .containsExactly(
            REASONING.without("status"),
            Json.parse(
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                    + "[{\"type\":\"output_text\",\"text\":\"Hm.\"}]}"));
    assertThat(input(said(text, thinking))).hasSize(1);
  }

  @Test
  void returnsThePhaseOnItsMessageAndOnNoOther() {
    var text = new Block.Text("I look.", Label.MODEL);
    var thinking = new Block.Thinking("", "responses", REASONING);
    var input = input(said(thinking, COMMENTARY, text, text));
    assertThat(input).hasSize(3);
    assertThat(((Json.Obj) input.get(1)).string("phase")).contains("commentary");
    assertThat(((Json.Obj) input.get(2)).has("phase")).isFalse();
    assertThat(input(said(COMMENTARY)))
        .extracting(Json::compact)
        .noneMatch(s -> s.contains("phase"));
  }

  @Test
  void asksForNoLessThanTheServiceGives() {
    var small =
        new ModelRequest(
            List.of(), List.of(), List.of(Message.User.text("x")), 1, Effort.DEFAULT, "");
    assertThat(json(small).integer("max_output_tokens", 0)).isEqualTo(16);
  }

  private static Message.Assistant said(Block.Said... blocks) {
    return new Message.Assistant(List.of(blocks));
  }

  private static List<Json> input(Message message) {
    return json(Samples.request(message)).array("input");
  }

  private static ModelRequest with(ModelRequest like, List<Message> messages, Effort effort) {
    return new ModelRequest(
        like.system(), like.tools(), messages, like.maxOutput(), effort, like.cacheKey());
  }

  private static Json.Obj json(ModelRequest request) {
    var fact = ModelFacts.shipped().find("openai", "openai", "gpt-6-sol");
    return new ResponsesRequest(fact, request, Thoughts.KEPT, ResponsesRequest.Summary.WANTED)
        .json();
  }
}
