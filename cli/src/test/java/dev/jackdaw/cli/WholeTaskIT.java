package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.server.AnthropicServer;
import dev.jackdaw.testkit.server.ChatCompletionsServer;
import dev.jackdaw.testkit.server.GeminiServer;
import dev.jackdaw.testkit.server.LoopbackServer;
import dev.jackdaw.testkit.server.Prepared;
import dev.jackdaw.testkit.server.ResponsesServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole tasks by the command a user types, against servers that reject what the services reject.
 */
@Timeout(300)
class WholeTaskIT {
  @TempDir Path temp;
  private Path project;
  private Path home;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.resolve("a project"));
    home = temp.resolve("home");
    Files.writeString(project.resolve("Greeting.txt"), "Hello wrld\n");
    Files.writeString(project.resolve("AGENTS.md"), "Answer in one line.\n");
  }

  private Program program(Map<String, String> variables) {
    return new Program(home, project).with(variables);
  }

  private static Map<String, String> anthropic(AnthropicServer server) {
    return Map.of(
        "ANTHROPIC_BASE_URL", server.uri().toString(), "ANTHROPIC_API_KEY", AnthropicServer.KEY);
  }

  private static Map<String, String> chat(ChatCompletionsServer server) {
    return Map.of(
        "OPENAI_BASE_URL", server.uri().toString(), "OPENAI_API_KEY", ChatCompletionsServer.KEY);
  }

  private static void prepare(LoopbackServer server) {
    server.then(
        Prepared.Speech.of(
            new Prepared.Text("I look at both."),
            new Prepared.Call("", "read", "{\"path\":\"Greeting.txt\"}"),
            new Prepared.Call("", "grep", "{\"pattern\":\"wrld\"}")),
        Prepared.Speech.of(
                new Prepared.Call(
                    "",
                    "edit",
                    "{\"path\":\"Greeting.txt\",\"old_string\":\"wrld\",\"new_string\":\"wörld 🌍\"}"))
            .splitEvery(3),
        Prepared.call("bash", "{\"command\":\"cat Greeting.txt\"}"),
        Prepared.text("The greeting is right now."));
  }

  private static String[] words(String model) {
    return new String[] {
      "-p",
      "--trust",
      "--model",
      model,
      "--permission-mode",
      "acceptEdits",
      "--allowedTools",
      "Bash(cat:*)",
      "repair the greeting"
    };
  }

  private void checkDone(Program.Ended ended, LoopbackServer server) throws IOException {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("The greeting is right now.\n");
    assertThat(ended.code()).isZero();
    assertThat(server.rejections()).isEmpty();
    assertThat(server.bodies()).hasSize(4);
    assertThat(Files.readString(project.resolve("Greeting.txt"))).isEqualTo("Hello wörld 🌍\n");
  }

  @Test
  void doesATaskOverAnthropicMessages() throws IOException {
    try (var server = AnthropicServer.open(16)) {
      prepare(server);
      var ended = program(anthropic(server)).run(words("anthropic/" + AnthropicServer.MODEL));

      checkDone(ended, server);
      assertThat(server.bodies().getLast().toString()).contains("cache_control");
    }
  }

  @Test
  void doesATaskOverResponses() throws IOException {
    try (var server = ResponsesServer.open()) {
      server.then(
          Prepared.Speech.of(
              new Prepared.Thinking("Where is it?"),
              new Prepared.Text("I look at both."),
              new Prepared.Call("", "read", "{\"path\":\"Greeting.txt\"}"),
              new Prepared.Call("", "grep", "{\"pattern\":\"wrld\"}")),
          Prepared.Speech.of(
                  new Prepared.Thinking("There."),
                  new Prepared.Call(
                      "",
                      "apply_patch",
                      Json.object()
                          .put(
                              "input",
                              """
                              *** Begin Patch
                              *** Update File: Greeting.txt
                              @@
                              -Hello wrld
                              +Hello wörld 🌍
                              *** End Patch
                              """)
                          .build()
                          .compact()))
              .splitEvery(3),
          Prepared.call("bash", "{\"command\":\"cat Greeting.txt\"}"),
          Prepared.text("The greeting is right now."));
      var ended =
          program(
                  Map.of(
                      "OPENAI_BASE_URL",
                      server.uri().toString(),
                      "OPENAI_API_KEY",
                      ResponsesServer.KEY))
              .run(words("openai/" + ResponsesServer.MODEL));

      checkDone(ended, server);
      assertThat(server.bodies().getLast().toString()).contains("encrypted_content");
    }
  }

  @Test
  void doesATaskOverGemini() throws IOException {
    try (var server = GeminiServer.open()) {
      prepare(server);
      var ended =
          program(
                  Map.of(
                      "GOOGLE_GEMINI_BASE_URL",
                      server.uri().toString(),
                      "GEMINI_API_KEY",
                      GeminiServer.KEY))
              .run(words("gemini/" + GeminiServer.MODEL));

      checkDone(ended, server);
      assertThat(server.bodies().getLast().toString()).contains("thoughtSignature");
    }
  }

  @Test
  void replaysATaskWithoutServerAndKey() throws IOException {
    var record = new ArrayList<>(List.of(words("anthropic/" + AnthropicServer.MODEL)));
    record.addAll(
        record.size() - 1, List.of("--record", temp.resolve("cassette.jsonl").toString()));
    try (var server = AnthropicServer.open(16)) {
      prepare(server);
      checkDone(program(anthropic(server)).run(record.toArray(String[]::new)), server);
    }
    Files.writeString(project.resolve("Greeting.txt"), "Hello wrld\n");
    var replay = new ArrayList<>(record);
    replay.set(replay.indexOf("--record"), "--replay");
    var again = program(Map.of()).run(replay.toArray(String[]::new));
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).isEqualTo("The greeting is right now.\n");
    assertThat(again.code()).isZero();
    assertThat(Files.readString(project.resolve("Greeting.txt"))).isEqualTo("Hello wörld 🌍\n");

    Files.writeString(project.resolve("Greeting.txt"), "Hello world\n");
    var different = program(Map.of()).run(replay.toArray(String[]::new));
    assertThat(different.code()).isEqualTo(1);
    assertThat(different.err()).contains("differs from the next recorded one", "messages[2]");
  }

  @Test
  void doesATaskOverChatCompletions() throws IOException {
    try (var server = ChatCompletionsServer.open()) {
      prepare(server);
      var ended = program(chat(server)).run(words("openai-chat/" + ChatCompletionsServer.MODEL));

      checkDone(ended, server);
    }
  }

  @Test
  void returnsThinkingUnchangedAndContinuesTheSession() {
    try (var server = AnthropicServer.open()) {
      server.then(
          Prepared.Speech.of(
              new Prepared.Thinking("The greeting looks misspelt."),
              new Prepared.RedactedThinking("b3BhcXVl"),
              new Prepared.Text("I read it."),
              new Prepared.Call("", "read", "{\"path\":\"Greeting.txt\"}")),
          Prepared.text("It is misspelt."),
          Prepared.text("As I said, it is misspelt."));
      var program = program(anthropic(server));
      var model = "anthropic/" + AnthropicServer.MODEL;

      var first =
          program.run(
              "-p", "--trust", "--model", model, "--effort", "high", "look at the greeting");
      assertThat(first).isEqualTo(new Program.Ended(0, "It is misspelt.\n", ""));
      var second = program.run("-p", "-c", "--trust", "--model", model, "--effort", "high", "and?");

      assertThat(second).isEqualTo(new Program.Ended(0, "As I said, it is misspelt.\n", ""));
      assertThat(server.rejections()).isEmpty();
      assertThat(server.bodies().getLast().array("messages")).hasSize(5);
    }
  }

  @Test
  void streamsWhatHappensAsLinesOfJson() {
    try (var server = AnthropicServer.open()) {
      server.then(
          Prepared.call("read", "{\"path\":\"Greeting.txt\"}"),
          Prepared.call("bash", "{\"command\":\"make greeting\"}"),
          Prepared.text("It needs make."));
      var words =
          List.of(
              "-p",
              "--trust",
              "--output-format",
              "stream-json",
              "--include-partial-messages",
              "--model",
              "anthropic/" + AnthropicServer.MODEL,
              "--permission-mode",
              "acceptEdits",
              "repair the greeting");

      var ended = program(anthropic(server)).run(words.toArray(String[]::new));

      var lines = ended.out().lines().map(Json::parseObject).toList();
      assertThat(lines.getFirst().string("subtype", "")).isEqualTo("init");
      assertThat(lines)
          .extracting(line -> line.string("type", ""))
          .contains("system", "stream_event", "assistant", "user", "result");
      var result = lines.getLast();
      assertThat(result.string("type", "")).isEqualTo("result");
      assertThat(result.array("permission_denials")).hasSize(1);
      assertThat(result.toString()).contains("make greeting");
      assertThat(ended.code()).isEqualTo(3);
    }
  }

  @Test
  void retriesWhatPassesAndSaysWhy() {
    try (var server = AnthropicServer.open()) {
      server.then(AnthropicServer.overloaded(), Prepared.text("Here I am."));

      var ended =
          program(anthropic(server))
              .run("-p", "--trust", "--model", "anthropic/" + AnthropicServer.MODEL, "hi");

      assertThat(ended.out()).isEqualTo("Here I am.\n");
      assertThat(ended.err()).contains("attempt 2 in");
      assertThat(ended.code()).isZero();
    }
  }

  @Test
  void fillsADemandedSchemaAndAsksAgainUntilItFits() {
    try (var server = AnthropicServer.open()) {
      server.then(
          Prepared.text("There are two."),
          Prepared.text("{\"count\": \"two\"}"),
          Prepared.text("```json\n{\"count\": 2}\n```"));

      var ended =
          program(anthropic(server))
              .run(
                  "-p",
                  "--trust",
                  "--trust",
                  "--model",
                  "anthropic/" + AnthropicServer.MODEL,
                  "--output-format",
                  "json",
                  "--json-schema",
                  "{\"type\":\"object\",\"required\":[\"count\"],"
                      + "\"properties\":{\"count\":{\"type\":\"integer\"}}}",
                  "count the files");

      assertThat(ended.err()).isEmpty();
      assertThat(Json.parseObject(ended.out()).object("structured_output").integer("count", 0))
          .isEqualTo(2);
      assertThat(server.bodies()).hasSize(3);
    }
  }

  @Test
  void failsWhenASchemaIsNeverSatisfied() {
    try (var server = AnthropicServer.open()) {
      server.answering(_ -> Prepared.text("I would rather not."));

      var ended =
          program(anthropic(server))
              .run(
                  "-p",
                  "--trust",
                  "--trust",
                  "--model",
                  "anthropic/" + AnthropicServer.MODEL,
                  "--json-schema",
                  "{\"type\":\"object\"}",
                  "count the files");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("did not satisfy the JSON Schema");
    }
  }

  @Test
  void takesPromptsAsLinesOfJson() {
    try (var server = ChatCompletionsServer.open()) {
      server.then(Prepared.text("One."), Prepared.text("Two."));
      var input =
          """
          {"type":"user","message":{"role":"user","content":"first"}}

          {"type":"user","message":{"role":"user","content":[{"type":"text","text":"second"}]}}
          """;

      var ended =
          program(chat(server))
              .feed(
                  input.getBytes(StandardCharsets.UTF_8),
                  "-p",
                  "--trust",
                  "--trust",
                  "--model",
                  "openai-chat/" + ChatCompletionsServer.MODEL,
                  "--input-format",
                  "stream-json",
                  "--output-format",
                  "stream-json");

      assertThat(ended.out().lines().filter(line -> line.contains("\"type\":\"result\"")))
          .hasSize(2);
      assertThat(server.bodies().getLast().array("messages")).hasSizeGreaterThan(3);
      assertThat(ended.code()).isZero();
    }
  }
}
