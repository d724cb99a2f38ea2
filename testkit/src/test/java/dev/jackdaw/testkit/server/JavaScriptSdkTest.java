package dev.jackdaw.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vendors' own JavaScript SDKs take what the strict servers stream, and the servers take what
 * the SDKs send. Each script of {@code src/test/js} runs a loop of calls and prints what it heard.
 * A further SDK is a dependency there, a script, and a test here.
 */
@Timeout(60)
class JavaScriptSdkTest {
  private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();
  private static final String READS =
      "[[\"read\",{\"path\":\"ä.txt\"}],[\"read\",{\"path\":\"b\"}],[\"read\",{\"path\":\"c\"}],"
          + "[\"read\",{\"path\":\"d/\\\"e\"}]]";

  @TempDir Path temp;

  @Test
  void openAiResponses() throws Exception {
    try (var server = ResponsesServer.open()) {
      prepare(server, new Prepared.Thinking("Both, then."));
      assertThat(
              heard(
                  "openai-responses.mjs",
                  "openai",
                  server,
                  ResponsesServer.KEY,
                  ResponsesServer.MODEL))
          .isEqualTo(expected("\"thinking\":\"Both, then.\",", "completed"));
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void openAiChatCompletions() throws Exception {
    try (var server = ChatCompletionsServer.open()) {
      prepare(server);
      assertThat(
              heard(
                  "openai-chat.mjs",
                  "openai",
                  server,
                  ChatCompletionsServer.KEY,
                  ChatCompletionsServer.MODEL))
          .isEqualTo(expected("", "stop"));
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void anthropicMessages() throws Exception {
    try (var server = AnthropicServer.open()) {
      prepare(server, new Prepared.Thinking("Both, then."));
      assertThat(
              heard(
                  "anthropic.mjs",
                  "@anthropic-ai/sdk",
                  server,
                  AnthropicServer.KEY,
                  AnthropicServer.MODEL))
          .isEqualTo(expected("\"thinking\":\"Both, then.\",", "end_turn"));
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void gemini() throws Exception {
    try (var server = GeminiServer.open()) {
      prepare(server, new Prepared.Thinking("Both, then."));
      assertThat(heard("gemini.mjs", "@google/genai", server, GeminiServer.KEY, GeminiServer.MODEL))
          .isEqualTo(expected("\"thinking\":\"Both, then.\",", "STOP"));
      assertThat(server.rejections()).isEmpty();
    }
  }

  @Test
  void everySdkReadsTheErrorsOfItsServer() throws Exception {
    try (var server = AnthropicServer.open()) {
      var limited = AnthropicServer.rateLimited();
      var overflow = AnthropicServer.overflow(250_000);
      assertThat(
              errors(
                  server,
                  "anthropic",
                  "@anthropic-ai/sdk",
                  AnthropicServer.KEY,
                  AnthropicServer.MODEL,
                  limited,
                  overflow))
          .isEqualTo(twoErrors("\"7\""));
    }
    var limited = ChatCompletionsServer.rateLimited();
    try (var server = ChatCompletionsServer.open()) {
      var overflow = ChatCompletionsServer.overflow(250_000);
      assertThat(
              errors(
                  server,
                  "chat",
                  "openai",
                  ChatCompletionsServer.KEY,
                  ChatCompletionsServer.MODEL,
                  limited,
                  overflow))
          .isEqualTo(twoErrors("\"7\""));
    }
    try (var server = ResponsesServer.open()) {
      var overflow = ResponsesServer.overflow();
      assertThat(
              errors(
                  server,
                  "responses",
                  "openai",
                  ResponsesServer.KEY,
                  ResponsesServer.MODEL,
                  limited,
                  overflow))
          .isEqualTo(twoErrors("\"7\""));
    }
    try (var server = GeminiServer.open()) {
      // This SDK does not hand out the headers of an error.
      assertThat(
              errors(
                  server,
                  "gemini",
                  "@google/genai",
                  GeminiServer.KEY,
                  GeminiServer.MODEL,
                  GeminiServer.rateLimited(7),
                  GeminiServer.overflow(250_000)))
          .isEqualTo(twoErrors("null"));
    }
  }

  private Json errors(
      LoopbackServer server,
      String dialect,
      String sdk,
      String key,
      String model,
      Prepared.Failure limited,
      Prepared.Failure overflow)
      throws IOException, InterruptedException {
    server.then(limited.header("retry-after", "7"), overflow, Prepared.text("Done."));
    var errors = heard("errors.mjs", sdk, server, key, model, Map.of("DIALECT", dialect));
    assertThat(server.requests()).hasSize(3);
    assertThat(server.rejections()).isEmpty();
    return errors;
  }

  private static Json twoErrors(String retryAfter) {
    return Json.parse(
        "[{\"status\":429,\"retryAfter\":"
            + retryAfter
            + ",\"said\":true},{\"status\":400,\"retryAfter\":null,\"said\":true}]");
  }

  private static void prepare(LoopbackServer server, Prepared.Piece... first) {
    var calls =
        Prepared.Speech.of(first)
            .and(new Prepared.Text("I read 🦜. "))
            .and(new Prepared.Call("", "read", "{\"path\":\"ä.txt\"}"))
            .and(new Prepared.Call("", "read", "{\"path\":\"b\"}"))
            .and(new Prepared.Call("", "read", "{\"path\":\"c\"}"))
            .and(new Prepared.Call("", "read", "{\"path\":\"d/\\\"e\"}"));
    server.then(calls.splitEvery(3), Prepared.text("Done."));
  }

  private static Json expected(String thinking, String status) {
    return Json.parse(
        "{"
            + thinking
            + "\"text\":\"I read 🦜. Done.\",\"calls\":"
            + READS
            + ",\"status\":\""
            + status
            + "\",\"outputTokens\":true}");
  }

  private Json heard(String script, String sdk, LoopbackServer server, String key, String model)
      throws IOException, InterruptedException {
    return heard(script, sdk, server, key, model, Map.of());
  }

  /** Runs a script with nothing of the caller's environment that could lead it elsewhere. */
  private Json heard(
      String script,
      String sdk,
      LoopbackServer server,
      String key,
      String model,
      Map<String, String> variables)
      throws IOException, InterruptedException {
    assumeTrue(hasNode(), "node is not installed: the JavaScript SDKs are not tried");
    assumeTrue(
        Files.isDirectory(SCRIPTS.resolve("node_modules").resolve(sdk)),
        sdk + " is not installed: run `npm ci` in testkit/src/test/js to try it");
    var out = temp.resolve("out").toFile();
    var err = temp.resolve("err").toFile();
    var builder = new ProcessBuilder("node", SCRIPTS.resolve(script).toString());
    builder.environment().keySet().retainAll(Set.of("PATH", "SystemRoot"));
    builder
        .environment()
        .putAll(Map.of("BASE_URL", server.uri().toString(), "API_KEY", key, "MODEL", model));
    builder.environment().putAll(variables);
    var process = builder.redirectOutput(out).redirectError(err).start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(err.toPath())).as("%s", server.rejections()).isEmpty();
    return Json.parse(Files.readString(out.toPath()).strip());
  }

  private static boolean hasNode() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
      if (Files.isExecutable(Path.of(folder, "node.exe"))) return true;
    }
    return false;
  }
}
