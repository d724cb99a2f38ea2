package dev.jackdaw.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.FunctionResponseBlob;
import com.google.genai.types.FunctionResponsePart;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.models.http.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own client as the oracle. The deliberate differences: the mark on calls that another
 * model made, which the client has no word for, as it is no base64; and {@code v1beta}, which
 * gateways know, where the client of today asks for {@code v1}.
 */
class GeminiSdkTest {
  private static final String THIRD = "gemini-3.1-pro-preview";

  @Test
  void writesTheSameRequest() throws Exception {
    try (var server = RawServer.streaming(Samples.stream("gemini-calls"))) {
      Samples.gemini(server.uri(), THIRD).reply(Samples.conversation(), _ -> {});
      try (var client = client(server);
          var stream = client.models.generateContentStream(THIRD, contents(), config())) {
        assertThat(stream).isNotEmpty();
      }
      var ours = server.requests().get(0);
      var theirs = server.requests().get(1);
      var mark = "\"thoughtSignature\":\"skip_thought_signature_validator\"";
      assertThat(ours.text()).contains(mark);
      assertThat(Json.parse(ours.text().replaceAll("," + mark, "")).canonical())
          .isEqualTo(Json.parse(theirs.text()).canonical());
      assertThat(ours.line()).isEqualTo(theirs.line().replace("/v1/", "/v1beta/"));
      assertThat(ours.headers())
          .containsEntry("x-goog-api-key", theirs.headers().get("x-goog-api-key"));
    }
  }

  @Test
  void readsTheSameReply() throws Exception {
    try (var server = RawServer.streaming(stream())) {
      var ours = Samples.gemini(server.uri(), THIRD).reply(Samples.conversation(), _ -> {});
      var text = new StringBuilder();
      var thoughts = new StringBuilder();
      var calls = new ArrayList<String>();
      var output = 0;
      try (var client = client(server);
          var stream = client.models.generateContentStream(THIRD, contents(), config())) {
        for (var chunk : stream) {
          var parts = chunk.parts();
          if (parts == null) continue;
          for (var part : parts) {
            var said = part.text().orElse("");
            (part.thought().orElse(false) ? thoughts : text).append(said);
            part.functionCall().map(call -> call.name().orElse("")).ifPresent(calls::add);
          }
          var usage = chunk.usageMetadata().orElseThrow();
          output = usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0);
        }
      }
      assertThat(ours.message().text()).isEqualTo(text.toString());
      assertThat(ours.message().calls()).extracting(Block.Call::tool).isEqualTo(calls);
      var thought = new StringBuilder();
      for (var block : ours.message().blocks()) {
        if (block instanceof Block.Thinking thinking) thought.append(thinking.text());
      }
      assertThat(thought).hasToString(thoughts.toString());
      assertThat(ours.usage().output()).isEqualTo(output);
    }
  }

  /** To us a signature is any text; the vendor's client takes base64 only. */
  private static byte[] stream() {
    var text = new String(Samples.stream("gemini-calls"), StandardCharsets.UTF_8);
    return text.replace("Htim9ä", "Htim9A").getBytes(StandardCharsets.UTF_8);
  }

  private static Client client(RawServer server) {
    return Client.builder()
        .apiKey(Samples.KEY)
        .httpOptions(HttpOptions.builder().baseUrl(server.uri().toString()).build())
        .build();
  }

  private static GenerateContentConfig config() {
    return GenerateContentConfig.builder()
        .systemInstruction(
            Content.builder()
                .parts(Part.fromText("You are Jackdaw."), Part.fromText("Be brief."))
                .build())
        .tools(
            Tool.builder()
                .functionDeclarations(
                    declaration("read_file", "Reads a file."),
                    declaration("list", "Lists a folder."))
                .build())
        .maxOutputTokens(4000)
        .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).build())
        .build();
  }

  private static FunctionDeclaration declaration(String name, String description) {
    return FunctionDeclaration.builder()
        .name(name)
        .description(description)
        .parametersJsonSchema(
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("path", Map.of("type", "string"), "from", Map.of("type", "integer")),
                "required",
                List.of("path"),
                "additionalProperties",
                false))
        .build();
  }

  private static List<Content> contents() {
    var pixel = Base64.getDecoder().decode(Samples.PIXEL.getBytes(StandardCharsets.US_ASCII));
    return List.of(
        content("user", Part.fromText("What do these say?"), Part.fromBytes(pixel, "image/png")),
        content(
            "model",
            Part.fromText("I read both."),
            call("toolu_1", "read_file", Map.of("path", "src/Ä.java", "from", 1)),
            call("toolu_2", "list", Map.of())),
        content(
            "user",
            result(
                FunctionResponse.builder()
                    .id("toolu_1")
                    .name("read_file")
                    .response(Map.of("output", "class Ä {}"))
                    .parts(
                        FunctionResponsePart.builder()
                            .inlineData(
                                FunctionResponseBlob.builder()
                                    .mimeType("image/png")
                                    .data(pixel)
                                    .build())
                            .build())
                    .build()),
            result(
                FunctionResponse.builder()
                    .id("toolu_2")
                    .name("list")
                    .response(Map.of("error", "No such folder."))
                    .build())));
  }

  private static Content content(String role, Part... parts) {
    return Content.builder().role(role).parts(parts).build();
  }

  private static Part call(String id, String name, Map<String, Object> args) {
    return Part.builder()
        .functionCall(FunctionCall.builder().id(id).name(name).args(args).build())
        .build();
  }

  private static Part result(FunctionResponse response) {
    return Part.builder().functionResponse(response).build();
  }
}
