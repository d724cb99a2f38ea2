package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Language servers in whole runs of the program. */
@Timeout(120)
class LanguageServerIT {
  /** Every line with {@code BAD} is an error. */
  private static final String SERVER =
      """
      let buffer = Buffer.alloc(0);
      const send = m => { const b = Buffer.from(JSON.stringify({jsonrpc: '2.0', ...m}));
        process.stdout.write(`Content-Length: ${b.length}\\r\\n\\r\\n`); process.stdout.write(b); };
      const say = (uri, text) => send({method: 'textDocument/publishDiagnostics', params: {uri, diagnostics:
        text.split('\\n').flatMap((l, i) => l.includes('BAD') ? [{range: {start: {line: i, character: 0}},
          severity: 1, message: 'bad word'}] : [])}});
      const hear = m => {
        if (m.method === 'initialize') send({id: m.id, result: {capabilities: {textDocumentSync: 1}}});
        else if (m.method === 'shutdown') send({id: m.id, result: null});
        else if (m.method === 'exit') process.exit(0);
        else if (m.method === 'textDocument/didOpen') say(m.params.textDocument.uri, m.params.textDocument.text);
        else if (m.method === 'textDocument/didChange') say(m.params.textDocument.uri, m.params.contentChanges[0].text);
      };
      process.stdin.on('data', d => { buffer = Buffer.concat([buffer, d]);
        for (;;) { const h = buffer.indexOf('\\r\\n\\r\\n'); if (h < 0) return;
          const n = parseInt(/Content-Length: (\\d+)/.exec(buffer.toString('latin1', 0, h))[1]);
          if (buffer.length < h + 4 + n) return;
          const body = buffer.toString('utf8', h + 4, h + 4 + n); buffer = buffer.subarray(h + 4 + n);
          hear(JSON.parse(body)); } });
      process.stdin.on('end', () => process.exit(0));
      """;

  private static final String EDIT =
      """
      {"turns": [
        {"calls": [{"tool": "read", "input": {"path": "a.x"}}]},
        {"calls": [{"tool": "edit", "input": {"path": "a.x", "old_string": "two", "new_string": "BAD"}}]},
        {"text": "done"}]}
      """;

  @TempDir Path temp;
  private Path project;
  private Program program;

  @BeforeEach
  void setUp() throws IOException {
    assumeTrue(new File("/bin/sh").canExecute() && new File("/proc").isDirectory(), "not Linux");
    project = Files.createDirectory(temp.resolve("project"));
    Files.writeString(project.resolve("a.x"), "BAD old\none\ntwo\n");
    program = new Program(temp.resolve("home"), project);
  }

  private String script(String turns) throws IOException {
    return "scripted/" + Files.writeString(temp.resolve("script.json"), turns);
  }

  /** Returns settings with a server that is no part of the project. */
  private static String settings(String more, String command, String... arguments) {
    return "{\"sandbox\":\"off\",\"languageServerWait\":\"60s\","
        + more
        + "\"languageServers\":{\"fake\":{\"command\":\""
        + command
        + "\",\"args\":[\""
        + String.join("\",\"", arguments)
        + "\"],\"extensionToLanguage\":{\".x\":\"ex\"}}}}";
  }

  private String nodeSettings() throws IOException {
    assumeTrue(node(), "node is not installed: no server is tried in a whole run");
    var server = Files.writeString(temp.resolve("server.js"), SERVER);
    return settings("", "node", server.toString());
  }

  private static boolean node() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "node"))) return true;
    }
    return false;
  }

  @Test
  void theResultOfAnEditTellsWhatIsNewlyWrong() throws IOException {
    var run =
        program.run(
            "-p",
            "--trust",
            "--output-format",
            "stream-json",
            "--verbose",
            "--settings",
            nodeSettings(),
            "--permission-mode",
            "acceptEdits",
            "--model",
            script(EDIT),
            "go");

    assertThat(run.out())
        .as(run.err())
        .contains("New in a.x after this change:\\nline 3: error: bad word")
        .doesNotContain("line 1: error");
    assertThat(run.err()).doesNotContain("language server");
  }

  @Test
  void aServerCanBeTriedAndIsListed() throws IOException {
    var settings = nodeSettings();
    var tried = program.run("lsp", "test", "--trust", "--settings", settings, "a.x");
    assertThat(tried.out()).as(tried.err()).contains("fake in ", "\n  line 1: error: bad word\n");
    assertThat(program.run("lsp", "list", "--settings", settings).out())
        .contains("fake", "found", "(.x; --settings)", "rust-analyzer");
    assertThat(program.run("lsp", "list", "--settings", "{\"languageServers\":false}").out())
        .isEqualTo("Language servers are off: languageServers is false.\n");
    var none = program.run("lsp", "test", "--trust", "a.unknown");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).startsWith("a.unknown was not looked at: no language server is there");
  }

  @Test
  void withoutTrustAndSandboxNoneIsStarted() throws IOException {
    var run =
        program.run(
            "-p",
            "--verbose",
            "--settings",
            settings("", "/bin/sh", "-c", "touch started"),
            "--permission-mode",
            "acceptEdits",
            "--model",
            script(EDIT),
            "go");

    assertThat(run.out()).isEqualTo("done\n");
    assertThat(run.err())
        .contains("the language server fake is not used: this folder is not trusted");
    assertThat(project.resolve("started")).doesNotExist();
  }

  /** A server that the project names, and which it brings along. */
  private void nameAServer(String sandbox) throws IOException {
    assumeTrue(node(), "node is not installed: no server is tried in a whole run");
    Files.writeString(project.resolve("server.js"), SERVER);
    var folder = Files.createDirectories(project.resolve(".jackdaw"));
    Files.writeString(
        folder.resolve("settings.json"),
        "{"
            + sandbox
            + "\"languageServers\":{\"own\":{\"command\":\"node\",\"args\":[\"server.js\"],"
            + "\"sandbox\":false,\"extensionToLanguage\":{\".x\":\"ex\"}}}}");
  }

  private Program.Ended edit(String settings, String... more) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "-p",
                "--output-format",
                "stream-json",
                "--verbose",
                "--settings",
                settings,
                "--permission-mode",
                "acceptEdits",
                "--model",
                script(EDIT)));
    words.addAll(List.of(more));
    words.add("go");
    return program.run(words.toArray(String[]::new));
  }

  @Test
  void whatAProjectNamesIsStartedConfinedOnceTheFolderIsTrusted() throws IOException {
    nameAServer("");
    assertThat(program.run("trust", "show").out())
        .contains(
            ".jackdaw/settings.json, languageServers starts language servers in the sandbox:"
                + " node server.js");
    assertThat(program.run("lsp", "list").out())
        .doesNotContain("own  ")
        .contains("language server \"own\" in ", " is not started: this folder is not trusted.");

    var wait = "{\"languageServerWait\":\"60s\"}";
    assertThat(edit(wait).out()).doesNotContain("bad word");
    Files.writeString(project.resolve("a.x"), "BAD old\none\ntwo\n");
    var run = edit(wait, "--trust");
    assumeTrue(!run.err().contains("no sandbox would hold it"), "no sandbox on this machine");
    assertThat(run.out())
        .as(run.err())
        .contains("New in a.x after this change:\\nline 3: error: bad word");
  }

  @Test
  void whatAProjectNamesIsNotStartedWithoutASandbox() throws IOException {
    nameAServer("");
    var run = edit("{\"sandbox\":\"off\",\"languageServerWait\":\"60s\"}", "--trust");

    assertThat(run.out()).contains("done").doesNotContain("bad word");
    assertThat(run.err())
        .contains(
            "the language server own is not used: the project names it, and no sandbox would hold"
                + " it.");
  }

  /** Below /tmp a sandbox has a folder of its own. */
  @Test
  void aProgramThatASandboxWouldHideIsSeenByItself() throws IOException {
    assumeTrue(node(), "node is not installed: no server is tried in a whole run");
    var folder = Files.createDirectory(temp.resolve("server"));
    Files.writeString(folder.resolve("server.js"), SERVER);
    var main =
        Files.writeString(
            folder.resolve("ex-server"), "#!/bin/sh\nexec node \"${0%/*}/server.js\"\n");
    assertThat(main.toFile().setExecutable(true)).isTrue();
    var settings =
        "{\"languageServerWait\":\"60s\",\"languageServers\":{\"ex\":{\"command\":\""
            + main
            + "\",\"extensionToLanguage\":{\".x\":\"ex\"}}}}";
    var run = edit(settings, "--trust");

    assertThat(run.out())
        .as(run.err())
        .contains("New in a.x after this change:\\nline 3: error: bad word");
  }

  @Test
  void oneThatDoesNotWantToEndIsGoneWithAllItStarted() throws Exception {
    var body =
        "trap '' TERM HUP; sleep 600 & echo $! > child; setsid sleep 600 & echo $! > away; echo $$"
            + " > pid; while :; do sleep 1; done";
    var model =
        script(
            """
            {"turns": [
              {"calls": [{"tool": "read", "input": {"path": "a.x"}}]},
              {"calls": [{"tool": "edit", "input": {"path": "a.x", "old_string": "two", "new_string": "2"}}]},
              {"calls": [{"tool": "bash", "input": {"command": "until test -s pid; do sleep 0.1; done"}}]},
              {"text": "done"}]}
            """);
    var run =
        program.run(
            "-p",
            "--trust",
            "--settings",
            settings("", "/bin/sh", "-c", body).replace("60s", "10ms"),
            "--permission-mode",
            "bypassPermissions",
            "--model",
            model,
            "go");

    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    for (var name : List.of("pid", "child", "away")) {
      var id = Long.parseLong(Files.readString(project.resolve(name)).strip());
      var process = ProcessHandle.of(id);
      if (process.isPresent()) process.get().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void oneThatLeaksMemoryIsEndedAndTheSessionSaysSo() throws IOException {
    assumeTrue(node(), "node is not installed: no server is tried in a whole run");
    var leak =
        Files.writeString(
            temp.resolve("leak.js"),
            "require('fs').writeFileSync('pid', '' + process.pid);"
                + " const all = []; setInterval(() => all.push(Buffer.alloc(8 << 20, 1)), 10);");
    var model =
        script(
            """
            {"turns": [
              {"calls": [{"tool": "read", "input": {"path": "a.x"}}]},
              {"calls": [{"tool": "edit", "input": {"path": "a.x", "old_string": "two", "new_string": "2"}}]},
              {"calls": [{"tool": "bash", "input": {"command": "until test -s pid; do sleep 0.1; done; while kill -0 $(cat pid); do sleep 0.1; done"}}]},
              {"text": "done"}]}
            """);
    var run =
        program.run(
            "-p",
            "--trust",
            "--verbose",
            "--settings",
            settings("\"languageServerMemory\":200,", "node", leak.toString())
                .replace("60s", "10ms"),
            "--permission-mode",
            "bypassPermissions",
            "--model",
            model,
            "go");

    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    assertThat(run.err())
        .contains("the language server fake was ended: it took ", "more than 200 MB");
  }

  @Test
  void aRunWithoutEditsLoadsNothingForThem() throws IOException {
    var classes = temp.resolve("classes");
    var watched = program.with(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes));
    var model = script("{\"turns\": [{\"text\": \"done\"}]}");
    var run =
        watched.run(
            "-p",
            "--trust",
            "--settings",
            settings("", "/bin/sh", "-c", "exit 1"),
            "--model",
            model,
            "go");

    assertThat(run.out()).isEqualTo("done\n");
    var loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains(" dev.jackdaw.lsp.LanguageServers "));
    assertThat(loaded)
        .filteredOn(line -> line.contains(" org.eclipse.") || line.contains(" com.google.gson."))
        .isEmpty();
  }

  @Test
  void noServerOutlivesAProgramThatIsKilled() throws Exception {
    var model =
        script(
            """
            {"turns": [
              {"calls": [{"tool": "read", "input": {"path": "a.x"}}]},
              {"calls": [{"tool": "edit", "input": {"path": "a.x", "old_string": "two", "new_string": "2"}}]},
              {"calls": [{"tool": "bash", "input": {"command": "until test -s pid; do sleep 0.1; done; echo there; sleep 600"}}]}]}
            """);
    var process =
        program.start(
            temp.resolve("err"),
            "-p",
            "--trust",
            "--output-format",
            "stream-json",
            "--verbose",
            "--settings",
            settings("", "/bin/sh", "-c", "echo $$ > pid; exec sleep 600").replace("60s", "10ms"),
            "--permission-mode",
            "bypassPermissions",
            "--model",
            model,
            "go");
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains("until test") && line.contains("\"assistant\"")) break;
      }
      var pid = project.resolve("pid");
      while (process.isAlive() && (!Files.exists(pid) || Files.size(pid) == 0)) Thread.onSpinWait();
      var server = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      process.destroyForcibly();
      server.onExit().get(20, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
