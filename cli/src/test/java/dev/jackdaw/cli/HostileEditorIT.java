package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Editors that do what none should: the agent says so, goes on, and ends when they are gone. */
@Timeout(60)
class HostileEditorIT {
  private static final String SLEEP = "53.1739";

  @TempDir Path temp;
  private Process process;
  private OutputStream in;
  private BufferedReader out;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        temp.resolve("script.json"),
        "{\"turns\": [{\"calls\": [{\"tool\": \"bash\", \"input\": {\"command\": \"sleep "
            + SLEEP
            + "\"}}]}], \"final\": \"Done.\"}");
    process =
        new Program(temp.resolve("home"), Files.createDirectory(temp.resolve("project")))
            .builder(
                "acp",
                "--model",
                "scripted/" + temp.resolve("script.json"),
                "--permission-mode",
                "bypassPermissions")
            .redirectError(temp.resolve("err").toFile())
            .start();
    in = process.getOutputStream();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private void send(String line) throws IOException {
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private void request(int id, String method, String params) throws IOException {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
  }

  private Json.Obj until(Predicate<Json.Obj> test) throws IOException {
    for (String line; (line = out.readLine()) != null; ) {
      var message = Json.parseObject(line);
      if (test.test(message)) return message;
    }
    throw new AssertionError("the agent ended: " + Files.readString(temp.resolve("err")));
  }

  private Json.Obj next() throws IOException {
    return until(_ -> true);
  }

  private long error(String line) throws IOException {
    send(line);
    return next().object("error").integer("code", 0);
  }

  private String session() throws IOException {
    request(1, "initialize", "{\"protocolVersion\":1}");
    assertThat(next().object("result").integer("protocolVersion", 0)).isEqualTo(1);
    request(2, "session/new", "{\"cwd\":\"" + temp.resolve("project") + "\",\"mcpServers\":[]}");
    return next().object("result").string("sessionId").orElseThrow();
  }

  @Test
  void whatIsNoMessageIsAnsweredAndTheNextOneTaken() throws IOException {
    var errors = new ArrayList<Long>();
    for (var line :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session/new\",\"params\":{}}",
            "this is not JSON",
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}]",
            "\"initialize\"",
            "{\"id\":7}",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"initialize\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"initialize\",\"params\":[]}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"one\"}}",
            "[".repeat(100_000),
            "{\"id\":\"" + "x".repeat(50 << 20) + "\"}")) {
      errors.add(error(line));
    }
    assertThat(errors)
        .containsExactly(
            -32600L, -32700L, -32600L, -32600L, -32600L, -32600L, -32600L, -32602L, -32700L,
            -32600L);
    in.write(new byte[] {'{', (byte) 0xff, '}', '\n'});
    assertThat(error("")).isEqualTo(-32700);

    var session = session();

    assertThat(session).isNotEmpty();
  }

  @Test
  void wrongParametersAreNamed() throws IOException {
    var session = session();
    var update = next();
    assertThat(update.string("method", "")).isEqualTo("session/update");
    var said = new ArrayList<String>();
    for (var params :
        List.of(
            "\"session/prompt\",\"params\":{\"sessionId\":5,\"prompt\":[]}",
            "\"session/prompt\",\"params\":{\"sessionId\":\"../../etc\",\"prompt\":[]}",
            "\"session/prompt\",\"params\":{\"sessionId\":\""
                + session
                + "\",\"prompt\":\"hello\"}",
            "\"session/prompt\",\"params\":{\"sessionId\":\"" + session + "\",\"prompt\":[]}",
            "\"session/prompt\",\"params\":{\"sessionId\":\""
                + session
                + "\",\"prompt\":[{\"type\":\"audio\"}]}",
            "\"session/new\",\"params\":{\"cwd\":\"/no/such/folder\",\"mcpServers\":[]}",
            "\"session/new\",\"params\":{\"cwd\":\"/tmp\",\"mcpServers\":[{\"name\":\"a\"}]}",
            "\"session/list\",\"params\":{\"cursor\":\"nonsense\"}",
            "\"session/load\",\"params\":{\"sessionId\":\"../x\",\"cwd\":\"/tmp\",\"mcpServers\":[]}")) {
      send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":" + params + "}");
      var error = next().object("error");
      said.add(error.integer("code", 0) + " " + error.string("message", ""));
    }
    assertThat(said)
        .containsExactly(
            "-32602 \"sessionId\" must be a string",
            "-32002 There is no session \"../../etc\".",
            "-32602 \"prompt\" must be an array",
            "-32602 \"prompt\" is empty",
            "-32602 content of type \"audio\" is not taken here",
            "-32602 /no/such/folder is not a folder.",
            "-32602 \"command\" must be a string",
            "-32602 the cursor is not one of a page before",
            "-32002 There is no session \"../x\".");
  }

  @Test
  void anIdThatIsInUseIsRefusedAndTheFirstRequestGoesOn() throws IOException {
    var session = session();
    var prompt =
        "{\"sessionId\":\"" + session + "\",\"prompt\":[{\"type\":\"text\",\"text\":\"go\"}]}";
    request(3, "session/prompt", prompt);
    until(HostileEditorIT::isRunning);
    request(3, "session/list", "{}");
    assertThat(until(message -> message.has("id")).object("error").integer("code", 0))
        .isEqualTo(-32600);

    send("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":3}}");

    assertThat(until(message -> message.has("id")).object("result").string("stopReason", ""))
        .isEqualTo("cancelled");
  }

  private static boolean isRunning(Json.Obj message) {
    return message.object("params").object("update").string("status", "").equals("in_progress");
  }

  @Test
  void anEditorThatGoesAwayLeavesNothingRunning() throws IOException, InterruptedException {
    var session = session();
    request(
        3,
        "session/prompt",
        "{\"sessionId\":\"" + session + "\",\"prompt\":[{\"type\":\"text\",\"text\":\"go\"}]}");
    until(HostileEditorIT::isRunning);

    in.close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(other -> other.info().commandLine().orElse("").contains(SLEEP)))
        .isEmpty();
  }

  @Test
  void cancellingWhatIsNotThereChangesNothing() throws IOException {
    var session = session();
    for (var id : List.of("\"nobody\"", "5", "\"" + session + "\"")) {
      send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":"
              + id
              + "}}");
    }
    send("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}");
    request(4, "session/list", "{}");

    assertThat(until(message -> message.has("id")).object("result").array("sessions")).hasSize(1);
  }
}
