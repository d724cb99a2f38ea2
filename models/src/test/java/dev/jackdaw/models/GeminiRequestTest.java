package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiRequestTest {
  private static final String THIRD = "gemini-3.1-pro-preview";
  private static final String SECOND = "gemini-2.5-pro";
  private static final String RESULT =
      """
      {"functionResponse": {"id": "toolu_1", "name": "read_file",
        "response": {"output": "class Ä {}"}, "parts": [PIXEL]}},
      {"functionResponse": {"id": "toolu_2", "name": "list",
        "response": {"error": "No such folder."}}}
      """;

  @Test
  void writesAWholeConversation() {
    assertThat(json(THIRD, Samples.conversation()).canonical())
        .isEqualTo(expected(RESULT, "\"thoughtSignature\":\"skip_thought_signature_validator\","));
  }

  @Test
  void putsImagesBehindTheResultsOfOlderModels() {
    assertThat(json(SECOND, Samples.conversation()).canonical())
        .isEqualTo(expected(RESULT.replace(", \"parts\": [PIXEL]", "") + ", PIXEL", ""));
  }

  /** Google's own client is held against the same file: {@code GeminiSdkTest} of vertex. */
  @Test
  void writesWhatTheVendorsClientIsComparedWith() {
    Golden.check("gemini-request.json", json(THIRD, Samples.conversation()).pretty() + "\n");
  }

  private static String expected(String results, String signature) {
    var text =
        """
        {"systemInstruction": {"parts": [{"text": "You are Jackdaw."}, {"text": "Be brief."}]},
         "tools": [{"functionDeclarations": [
           {"name": "read_file", "description": "Reads a file.", "parametersJsonSchema": SCHEMA},
           {"name": "list", "description": "Lists a folder.", "parametersJsonSchema": SCHEMA}]}],
         "contents": [
           {"role": "user", "parts": [{"text": "What do these say?"}, PIXEL]},
           {"role": "model", "parts": [
             {"text": "I read both."},
             {SIGNATURE "functionCall": {"id": "toolu_1", "name": "read_file",
               "args": {"path": "src/Ä.java", "from": 1}}},
             {"functionCall": {"id": "toolu_2", "name": "list", "args": {}}}]},
           {"role": "user", "parts": [RESULTS]}],
         "generationConfig": {"maxOutputTokens": 4000,
           "thinkingConfig": {"includeThoughts": true}}}
        """
            .replace("RESULTS", results)
            .replace("SIGNATURE", signature)
            .replace("SCHEMA", Samples.SCHEMA.compact())
            .replace(
                "PIXEL",
                "{\"inlineData\": {\"mimeType\": \"image/png\", \"data\": \""
                    + Samples.PIXEL
                    + "\"}}");
    return Json.parse(text).canonical();
  }

  @Test
  void growsWithoutChangingWhatWasSent() {
    var conversation = Samples.conversation();
    var grown = new ArrayList<>(conversation.messages());
    grown.add(new Message.Assistant(List.of(new Block.Text("Done.", Label.MODEL))));
    grown.add(Message.User.text("Thanks"));
    var before = json(THIRD, conversation).array("contents");
    var after = json(THIRD, with(conversation, grown, Effort.DEFAULT)).array("contents");
    assertThat(after.subList(0, before.size())).isEqualTo(before);
  }

  @Test
  void saysHowHardToThinkInTheWordsOfTheGeneration() {
    var hard = with(Samples.conversation(), Samples.conversation().messages(), Effort.HIGH);
    assertThat(json(THIRD, hard).object("generationConfig").object("thinkingConfig"))
        .isEqualTo(Json.parse("{\"includeThoughts\":true,\"thinkingLevel\":\"high\"}"));
    assertThat(json(SECOND, hard).object("generationConfig").object("thinkingConfig"))
        .isEqualTo(Json.parse("{\"includeThoughts\":true,\"thinkingBudget\":24576}"));
  }

  @Test
  void saysSomethingWhereNothingWasSaid() {
    assertThat(json(SECOND, Samples.request(Message.User.text(" "))).array("contents"))
        .containsExactly(Json.parse("{\"role\":\"user\",\"parts\":[{\"text\":\"(nothing)\"}]}"));
  }

  @Test
  void joinsTurnsOfOneRole() {
    var contents =
        json(SECOND, Samples.request(Message.User.text("a"), Message.User.text("b")))
            .array("contents");
    assertThat(contents)
        .containsExactly(
            Json.parse("{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}"));
  }

  private static ModelRequest with(ModelRequest like, List<Message> messages, Effort effort) {
    return new ModelRequest(
        like.system(), like.tools(), messages, like.maxOutput(), effort, like.cacheKey());
  }

  private static Json.Obj json(String model, ModelRequest request) {
    var fact = ModelFacts.shipped().find("gemini", "gemini", model);
    return new GeminiRequest(fact, request, Thoughts.KEPT).json();
  }
}
