package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.structured.AcpSchema;
import dev.jackdaw.testkit.Golden;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official SDK of the Agent Client Protocol, as an editor, drives whole sessions; whatever the
 * agent says fits the published schema.
 */
@Timeout(120)
class AcpIT {
  private static final Path CLIENT = Path.of("../testkit/src/test/js").toAbsolutePath().normalize();
  private static final String SLEEP = "47.4711";

  @TempDir Path temp;
  private Path project;
  private Path scripts;

  @BeforeEach
  void setUp() throws IOException {
    project = Files.createDirectory(temp.toRealPath().resolve("a project"));
    scripts = Files.createDirectory(temp.resolve("scripts"));
    Files.createDirectory(temp.resolve("other"));
    Files.writeString(project.resolve("AGENTS.md"), "Answer in one line.\n");
    Files.writeString(project.resolve("Greeting.txt"), "Hello\nwrld\n");
    Files.writeString(project.resolve("Two.txt"), "one\ntwo\n");
    Files.writeString(project.resolve("Unsaved.txt"), "on the disk\n");
    script(
        "whole",
        """
        {"thinking": "Let me see.", "text": "I look. ", "calls": [
          {"tool": "read", "input": {"path": "Greeting.txt"}},
          {"tool": "todo", "input": {"items": [
            {"text": "repair", "state": "active"}, {"text": "test", "state": "pending"}]}}]},
        {"calls": [{"tool": "edit", "input":
          {"path": "Greeting.txt", "old_string": "wrld", "new_string": "world"}}]},
        {"calls": [{"tool": "bash", "input": {"command": "touch made && cat Greeting.txt"}}]}
        """);
    script("short", "");
    script(
        "long",
        "{\"calls\": [{\"tool\": \"bash\", \"input\": {\"command\": \"sleep " + SLEEP + "\"}}]}");
    var edit =
        "{\"tool\": \"edit\", \"input\": {\"path\": \"Two.txt\", \"old_string\": \"%s\","
            + " \"new_string\": \"%s\"}}";
    script("edit", "{\"calls\": [" + edit.formatted("one", "1") + "]}");
    script(
        "edit-twice",
        "{\"calls\": ["
            + edit.formatted("two", "2")
            + "]}, {\"calls\": ["
            + edit.formatted("2", "two")
            + "]}");
    script(
        "question",
        """
        {"calls": [{"tool": "ask_user", "input": {"question": "Tea or coffee?",
          "options": [{"label": "tea", "description": "green"}, {"label": "coffee"}]}}]},
        {"text": "As you like. ", "expect": {"lastResultContains": ["tea"]}}
        """);
    script(
        "unsaved",
        """
        {"calls": [{"tool": "read", "input": {"path": "Unsaved.txt"}}]},
        {"text": "Seen. ", "expect": {"lastResultContains": ["not on the disk yet"]}}
        """);
    script(
        "content",
        "{\"text\": \"I see.\", \"expect\": {\"promptContains\": [\"shown text\", \""
            + project
            + "/Linked.txt\"]}}");
    script(
        "failing", "{\"fail\": {\"kind\": \"invalid_request\", \"message\": \"no such thing\"}}");
  }

  private void script(String name, String turns) throws IOException {
    Files.writeString(
        scripts.resolve(name + ".json"), "{\"turns\": [" + turns + "], \"final\": \"Done.\"}");
  }

  private Json.Obj drive() throws IOException, InterruptedException {
    assumeTrue(hasNode(), "node is not installed: the official SDK is not tried");
    assumeTrue(
        Files.isDirectory(CLIENT.resolve("node_modules/@agentclientprotocol/sdk")),
        "the official SDK is not installed: run `npm ci` in testkit/src/test/js to try it");
    var agent =
        new Program(temp.resolve("home"), project)
            .builder("acp", "--model", "scripted/" + scripts.resolve("short.json"));
    var builder = new ProcessBuilder("node", CLIENT.resolve("acp-client.mjs").toString());
    builder.directory(project.toFile());
    builder.environment().putAll(agent.environment());
    builder.environment().put("AGENT", Json.strings(agent.command()).compact());
    builder.environment().put("PROJECT", project.toString());
    builder.environment().put("OTHER", temp.toRealPath().resolve("other").toString());
    builder.environment().put("SCRIPTS", scripts.toRealPath().toString());
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s", Files.readString(err)).isZero();
    return Json.parseObject(Files.readString(out));
  }

  private static boolean hasNode() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }

  @Test
  void theOfficialSdkDrivesWholeSessions() throws IOException, InterruptedException {
    var heard = drive();

    checkSchema(heard);
    var facts = heard.object("facts");
    var initialize = facts.object("initialize");
    assertThat(initialize.object("agentInfo").string("version")).isPresent();
    var known = facts.with("initialize", initialize.without("agentInfo"));
    Golden.check("acp-sessions.json", known.pretty() + "\n");
    assertThat(project.resolve("made")).exists();
    assertThat(sleepers()).isEmpty();
  }

  private static List<String> sleepers() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(SLEEP))
        .toList();
  }

  private static void checkSchema(Json.Obj heard) {
    var schema = new AcpSchema();
    var lines = heard.array("said");
    assertThat(lines).hasSizeGreaterThan(100);
    for (var line : lines) {
      if (!(line instanceof Json.Str(var text))) throw new AssertionError(line);
      assertThat(schema.problem(text, heard.object("asked"))).isEmpty();
    }
  }
}
