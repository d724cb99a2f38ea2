package dev.jackdaw.vertex;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.FunctionResponseBlob;
import com.google.genai.types.FunctionResponsePart;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import com.sun.net.httpserver.HttpServer;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.Prepared;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own client as the oracle of the Gemini API for developers: of what {@code models}
 * writes and reads, by the golden files there, and of the strict server. The tests are here because
 * the client is: beside those of other vendors it does not start. What differs on purpose: the mark
 * on calls that another model made, which is no base64 and so nothing the client can send; and
 * {@code v1beta}, which gateways know, where the client of today asks for {@code v1}.
 */
class GeminiSdkTest {
  private static final Path MODELS = Path.of("..", "models", "src", "test", "resources");
  private static final String MARK = "skip_thought_signature_validator";
  private static final String PIXEL = "iVBORw0KGgo=";

  @Test
  void writesTheRequestThatJackdawWrites() throws Exception {
    try (var server = GeminiServer.open();
        var client = client(server.uri().toString())) {
      server.then(Prepared.text("Fine."));
      try (var stream =
          client.models.generateContentStream(GeminiServer.MODEL, contents(), config())) {
        assertThat(stream).isNotEmpty();
      }
      assertThat(server.rejections()).isEmpty();
      var theirs = server.requests().getFirst();
      var encoded = Base64.getEncoder().encodeToString(MARK.getBytes(US_ASCII));
      assertThat(theirs.text()).contains(encoded);
      assertThat(Json.parse(theirs.text().replace(encoded, MARK)).canonical())
          .isEqualTo(golden("gemini-request.json").canonical());
      assertThat(theirs.path())
          .isEqualTo("/v1/models/" + GeminiServer.MODEL + ":streamGenerateContent");
      assertThat(theirs.header("x-goog-api-key")).hasValue(GeminiServer.KEY);
    }
  }

  @Test
  void readsTheReplyThatJackdawReads() throws Exception {
    var server = serve(stream());
    try (var client = client("http://127.0.0.1:" + server.getAddress().getPort())) {
      assertThat(heard(client, contents()).read()).isEqualTo(golden("gemini-calls.json"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void holdsAConversationWithTheStrictServer() throws Exception {
    try (var server = GeminiServer.open();
        var client = client(server.uri().toString())) {
      server.then(
          Prepared.Speech.of(
              new Prepared.Thinking("Which first?"),
              new Prepared.Text("Both."),
              new Prepared.Call("", "read_file", "{\"path\":\"a\"}"),
              new Prepared.Call("", "list", "{}")),
          Prepared.call("list", "{}"),
          Prepared.text("All read."));
      var contents = new ArrayList<Content>();
      contents.add(content("user", Part.fromText("Read. ".repeat(2000))));
      var texts = new ArrayList<String>();
      for (var turn = 0; turn < 3; turn++) {
        var heard = heard(client, contents);
        texts.add(heard.read().string("text", ""));
        contents.add(content("model", heard.parts().toArray(Part[]::new)));
        var results = new ArrayList<Part>();
        for (var part : heard.parts())
          part.functionCall().map(this::answer).ifPresent(results::add);
        if (!results.isEmpty()) contents.add(content("user", results.toArray(Part[]::new)));
        if (turn > 0) assertThat(heard.cached()).isGreaterThan(1024);
      }
      assertThat(texts).containsExactly("Both.", "", "All read.");
      assertThat(server.rejections()).isEmpty();
      assertThat(server.bodies()).hasSize(3);
    }
  }

  @Test
  void isToldByTheStrictServerWhatWasWrong() {
    try (var server = GeminiServer.open();
        var client = client(server.uri().toString())) {
      var unsigned = new ArrayList<>(contents());
      unsigned.set(1, content("model", call("toolu_1", "list", Map.of())));
      unsigned.set(
          2,
          content(
              "user",
              result(
                  FunctionResponse.builder()
                      .id("toolu_1")
                      .name("list")
                      .response(Map.of("output", "a"))
                      .build())));
      assertRefused(client, unsigned, 400, "INVALID_ARGUMENT", "thought_signature");
      server.then(GeminiServer.rateLimited(7));
      assertRefused(client, contents(), 429, "RESOURCE_EXHAUSTED", "exceeded your current quota");
      server.then(GeminiServer.overloaded());
      assertRefused(client, contents(), 503, "UNAVAILABLE", "overloaded");
      server.then(GeminiServer.unauthorized());
      assertRefused(client, contents(), 400, "INVALID_ARGUMENT", "API key not valid");
    }
  }

  private static void assertRefused(
      Client client, List<Content> contents, int code, String status, String words) {
    assertThatThrownBy(() -> heard(client, contents))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.status()).isEqualTo(status);
            })
        .hasMessageContaining(words);
  }

  /** What the client made of a reply. {@code read} is as {@code models} writes it down. */
  private record Heard(Json.Obj read, List<Part> parts, int cached) {}

  private static Heard heard(Client client, List<Content> contents) {
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Json>();
    var parts = new ArrayList<Part>();
    var prompt = 0;
    var output = 0;
    var cached = 0;
    try (var stream = client.models.generateContentStream(GeminiServer.MODEL, contents, config())) {
      for (var chunk : stream) {
        var some = chunk.parts();
        for (var part : some == null ? List.<Part>of() : some) {
          parts.add(part);
          (part.thought().orElse(false) ? thoughts : text).append(part.text().orElse(""));
          part.functionCall()
              .map(call -> Json.parseObject(call.toJson()))
              .ifPresent(call -> calls.add(named(call)));
        }
        var usage = chunk.usageMetadata().orElseThrow();
        prompt = usage.promptTokenCount().orElse(0);
        cached = usage.cachedContentTokenCount().orElse(0);
        output = usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0);
      }
    }
    var read =
        Json.object()
            .put("text", text.toString())
            .put("thoughts", thoughts.toString())
            .put("calls", Json.array(calls))
            .put("prompt", prompt)
            .put("output", output)
            .build();
    return new Heard(read, parts, cached);
  }

  private static Json.Obj named(Json.Obj call) {
    return Json.object()
        .put("name", call.string("name", ""))
        .put("args", call.object("args"))
        .build();
  }

  private Part answer(FunctionCall call) {
    return result(
        FunctionResponse.builder()
            .id(call.id().orElseThrow())
            .name(call.name().orElseThrow())
            .response(Map.of("output", "contents"))
            .build());
  }

  private static Json golden(String name) throws IOException {
    return Json.parse(Files.readString(MODELS.resolve("golden").resolve(name)));
  }

  /** To us a signature is any text; the vendor's client takes base64 only. */
  private static String stream() throws IOException {
    var file = MODELS.resolve(Path.of("dev", "jackdaw", "models", "gemini-calls.sse"));
    return Files.readString(file).replace("Htim9ä", "Htim9A");
  }

  private static HttpServer serve(String events) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events.getBytes(UTF_8));
          }
        });
    server.start();
    return server;
  }

  private static Client client(String address) {
    return Client.builder()
        .apiKey(GeminiServer.KEY)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(address)
                .retryOptions(HttpRetryOptions.builder().attempts(1))
                .build())
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
    var pixel = Base64.getDecoder().decode(PIXEL);
    return List.of(
        content("user", Part.fromText("What do these say?"), Part.fromBytes(pixel, "image/png")),
        content(
            "model",
            Part.fromText("I read both."),
            call("toolu_1", "read_file", Map.of("path", "src/Ä.java", "from", 1)).toBuilder()
                .thoughtSignature(MARK.getBytes(US_ASCII))
                .build(),
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
