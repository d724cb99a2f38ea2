package dev.jackdaw.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.testkit.FakeCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, an edit is an edit, and what happened is said. */
class HostileServerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Timing HASTY =
      new Timing(Duration.ofMillis(300), LONG, LONG, Duration.ofMillis(500), Duration.ZERO);

  @TempDir Path folder;

  @BeforeEach
  void aFile() throws IOException {
    Files.writeString(folder.resolve("a.x"), "one\n");
  }

  private ToolResult write(LanguageServers servers, String text)
      throws IOException, InterruptedException {
    var context = FakeCall.in(folder, _ -> new Answer.Dismissed());
    return servers.watching(new WriteText()).call(WriteText.input("a.x", text), context);
  }

  private ToolResult ask(LanguageServers servers, CodeTool.Action action, String symbol)
      throws IOException, InterruptedException {
    var context = FakeCall.in(folder, _ -> new Answer.Dismissed());
    return new CodeTool(servers)
        .call(
            new CodeTool.Input(action, Optional.of("a.x"), Optional.empty(), Optional.of(symbol)),
            context);
  }

  @Test
  void oneThatHangsInInitializeIsGivenUpWithOneLine() throws Exception {
    var fakes = new FakeServers(ways -> ways.hangs = true);
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      for (var i = 0; i < 5; i++) {
        assertThat(write(servers, "two " + i + "\n").text()).isEqualTo("Wrote it.");
      }
      assertThat(fakes.started).hasSize(3);
      assertThat(fakes.warnings)
          .singleElement()
          .asString()
          .startsWith("the language server fake failed 3 times and is not used any more")
          .contains("did not answer initialize");
      assertThat(ask(servers, CodeTool.Action.HOVER, "two").text()).contains("gave no answer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 9999999999\r\n\r\n",
        "Content-Length: -5\r\n\r\n",
        "\u0000\r\nX: "
      })
  void oneThatSendsNoMessagesIsEndedAndStartedAgain(String bytes) throws Exception {
    var fakes = new FakeServers();
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "BAD\n").text()).contains("bad word");
      var first = fakes.server();
      first.raw((bytes + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8));
      first.waitFor();

      assertThat(write(servers, "BAD\nBAD 2\n").text()).contains("line 2: error: bad word");
      assertThat(fakes.started).hasSize(2);
    }
  }

  @Test
  void invalidJsonIsPassedOver() throws Exception {
    var fakes = new FakeServers();
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "BAD\n").text()).contains("bad word");
      for (var junk : List.of("{]", "[1,2", "\"x\"", "{\"jsonrpc\":\"2.0\"}", "nul", "[]")) {
        var body = junk.getBytes(StandardCharsets.UTF_8);
        fakes
            .server()
            .raw(
                ("Content-Length: " + body.length + "\r\n\r\n" + junk)
                    .getBytes(StandardCharsets.UTF_8));
      }
      fakes
          .server()
          .send(
              Json.parseObject(
                  "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":"
                      + "{\"uri\":7,\"diagnostics\":{\"a\":[]},\"version\":\"x\"}}"));

      assertThat(write(servers, "BAD\nBAD 2\n").text()).contains("line 2: error: bad word");
      assertThat(fakes.started).hasSize(1);
    }
  }

  @Test
  void oneThatDiesInMidRequestIsSaidToHave() throws Exception {
    var all = new ArrayList<StrictServer>();
    var fakes =
        new FakeServers(ways ->
            ways.answers.put(
                "textDocument/definition",
                _ -> {
                  all.getFirst().destroy();
                  return Json.Null.INSTANCE;
                }));
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      write(servers, "two\n");
      all.add(fakes.server());
      var result = ask(servers, CodeTool.Action.DEFINITION, "two");

      assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
      assertThat(result.text()).startsWith("The language server fake gave no answer");
      assertThat(write(servers, "BAD\n").text()).contains("bad word");
    }
  }

  @Test
  void whatItSaysIsBoundedAndVisible() throws Exception {
    var fakes = new FakeServers();
    fakes.timing = HASTY;
    var uri = "file://" + folder.toRealPath().resolve("a.x");
    try (var servers = fakes.in(folder)) {
      write(servers, "two\n");
      var found = new ArrayList<Json>();
      found.add(StrictServer.diagnostic(99_999_999_999L, 1, "\u001b]0;title\u0007\u202e evil"));
      found.add(StrictServer.diagnostic(-7, 1, "m".repeat(100_000)));
      for (var i = 0; i < 9_000; i++) found.add(StrictServer.diagnostic(0, 1, "no. " + i));
      fakes.server().publish(uri, found, 2);
      fakes.server().sync();

      var text = write(servers, "three\n").text();
      assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e").contains("line 1: error");
      assertThat(text.length()).isLessThan(3_000);
      assertThat(text).contains("more");
    }
  }

  @Test
  void filesElsewhereAreNeitherReportedNorShown() throws Exception {
    Files.writeString(folder.resolve("secret.x"), "password\n");
    var top = folder.toRealPath();
    var fakes =
        new FakeServers(ways ->
            ways.answers.put(
                "textDocument/definition",
                _ ->
                    Json.parse(
                        """
                        [{"uri":"file:///etc/passwd","range":{"start":{"line":0}}},
                         {"uri":"file://%1$s/secret.x","range":{"start":{"line":0}}},
                         {"uri":"file://%1$s/a.x","range":{"start":{"line":0}}},
                         {"uri":"file://%1$s/a.x","range":{"start":{"line":4000}}},
                         {"uri":"http://x/\\u001b[31m","range":7}, 3, null, "x"]
                        """
                            .formatted(top))));
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      write(servers, "two\n");
      fakes
          .server()
          .publish("file:///etc/passwd", List.of(StrictServer.diagnostic(0, 1, "planted")), -1);
      fakes.server().sync();

      assertThat(ask(servers, CodeTool.Action.DEFINITION, "two").text())
          .isEqualTo("/etc/passwd:1\nsecret.x:1\na.x:1: two\na.x:4001\nhttp://x/␛[31m");
      assertThat(write(servers, "three\n").text()).doesNotContain("planted");
    }
  }

  @Test
  void whatItAsksIsAnsweredAndNothingIsDoneForIt() throws Exception {
    var fakes =
        new FakeServers(ways ->
            ways.asks.addAll(
                List.of(
                    "\"method\":\"workspace/configuration\",\"params\":{\"items\":[{\"section\":\"fake.level\"},{\"section\":\"other\"}]}",
                    "\"method\":\"workspace/applyEdit\",\"params\":{\"edit\":{\"changes\":{}}}",
                    "\"method\":\"client/registerCapability\",\"params\":{\"registrations\":[]}",
                    "\"method\":\"window/showMessageRequest\",\"params\":{\"type\":1,\"message\":\"?\",\"actions\":[{\"title\":\"Yes\"}]}",
                    "\"method\":\"window/showDocument\",\"params\":{\"uri\":\"http://evil\"}",
                    "\"method\":\"workspace/workspaceFolders\"",
                    "\"method\":\"no/such\",\"params\":{}")));
    try (var servers = fakes.in(folder)) {
      write(servers, "BAD\n");
      fakes.server().sync();
      var replies = new ArrayList<String>();
      for (var reply : fakes.server().replies) {
        replies.add(
            reply.has("error")
                ? "error " + reply.object("error").integer("code", 0)
                : java.util.Objects.requireNonNull(reply.members().get("result")).compact());
      }
      assertThat(replies)
          .containsExactly(
              "[3,null]",
              "{\"applied\":false,\"failureReason\":\"Jackdaw lets no server edit files.\"}",
              "null",
              "null",
              "{\"success\":false}",
              "[{\"uri\":\"file://"
                  + folder.toRealPath()
                  + "\",\"name\":\""
                  + folder.getFileName()
                  + "\"}]",
              "error -32601");
      assertThat(fakes.server().violations).isEmpty();
    }
  }

  @Test
  void oneThatFloodsIsEndedAndTheEditIsAnEdit() throws Exception {
    var fakes = new FakeServers();
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      assertThat(write(servers, "BAD\n").text()).contains("bad word");
      var first = fakes.server();
      var body = "{\"jsonrpc\":\"2.0\",\"method\":\"window/logMessage\",\"params\":{}}";
      var message = ("Content-Length: " + body.length() + "\r\n\r\n" + body).repeat(1_000);
      assertThatThrownBy(
              () -> {
                while (true) first.raw(message.getBytes(StandardCharsets.UTF_8));
              })
          .isInstanceOf(IOException.class);
      first.waitFor();

      assertThat(write(servers, "BAD\nBAD 2\n").text()).contains("line 2: error: bad word");
      assertThat(fakes.started).hasSize(2);
    }
  }

  @Test
  void oneThatNeverAnswersHoldsUpNoEdit() throws Exception {
    var fakes = new FakeServers(ways -> ways.mute = true);
    var brief = Duration.ofMillis(50);
    fakes.timing = new Timing(LONG, brief, brief, brief, Duration.ZERO);
    try (var servers = fakes.in(folder, Duration.ofMillis(20))) {
      for (var i = 0; i < 20; i++) {
        assertThat(write(servers, "BAD " + i + "\n").text()).isEqualTo("Wrote it.");
      }
      assertThat(fakes.started).hasSize(1);
      var asked = ask(servers, CodeTool.Action.HOVER, "BAD");
      assertThat(asked.status()).isEqualTo(ToolResult.Status.FAILED);
    }
    fakes.server().waitFor();
  }

  @Test
  void oneThatDiesAtOnceIsGivenUpAfterThreeTimes() throws Exception {
    var fakes = new FakeServers(ways -> ways.dies = true);
    fakes.timing = HASTY;
    try (var servers = fakes.in(folder)) {
      for (var i = 0; i < 6; i++) {
        assertThat(write(servers, "two " + i + "\n").text()).isEqualTo("Wrote it.");
      }
      assertThat(fakes.started).hasSize(3);
      assertThat(fakes.warnings).singleElement().asString().contains("failed 3 times");
      assertThat(servers.unsettled()).containsExactly("fake failed");
    }
  }

  @Test
  void whatIsNoUtf8IsReadAsFarAsItGoes() throws Exception {
    var fakes = new FakeServers();
    fakes.timing = HASTY;
    var uri = "file://" + folder.toRealPath().resolve("a.x");
    try (var servers = fakes.in(folder)) {
      write(servers, "two\n");
      var text =
          "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{\"uri\":\""
              + uri
              + "\",\"diagnostics\":[{\"range\":{\"start\":{\"line\":0,\"character\":0}},\"severity\":1,\"message\":\"caf\u00e9"
              + " \u0080\u00ff!\"}]}}";
      var body = text.getBytes(StandardCharsets.ISO_8859_1);
      var server = fakes.server();
      synchronized (server) {
        server.raw(
            ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        server.raw(body);
      }
      server.sync();

      assertThat(write(servers, "three\n").text()).contains("line 1: error: caf\ufffd");
      assertThat(fakes.started).hasSize(1);
    }
  }

  @Test
  void whatItSaysIsLabelledAsItsOwn() throws Exception {
    var fakes = new FakeServers();
    try (var servers = fakes.in(folder)) {
      var result = write(servers, "BAD\n");
      assertThat(result.content().getLast())
          .isEqualTo(
              new Block.Text(
                  "New in a.x after this change:\nline 1: error: bad word [E1]",
                  new Label(Label.Source.COMMAND, "language server")));
    }
  }

  @Test
  void oneThatTakesTooMuchMemoryIsEndedWithALine() throws Exception {
    var spec =
        new ServerSpec(
            "greedy",
            List.of("sleep", "1000"),
            Map.of(".x", "x"),
            List.of(),
            Map.of(),
            Json.Obj.EMPTY,
            Json.Obj.EMPTY,
            "test",
            false,
            Hold.SANDBOX);
    var starter = new PlainStarter();
    var said = new ArrayList<String>();
    var ended = new CountDownLatch(1);
    var around =
        new Surroundings(
            starter,
            Timing.USUAL,
            LONG,
            1_000,
            _ -> true,
            "1",
            Thread.ofPlatform().daemon().factory(),
            line -> {
              said.add(line);
              ended.countDown();
            });
    try (var server = new RunningServer(spec, folder, around, (_, _) -> {})) {
      var check = server.check(folder.resolve("a.x"), "one\n", "two\n");
      var pool = new Pool(1_000, Thread.ofPlatform().daemon().factory());
      var _ = pool.get("greedy", () -> server);
      var watch = new MemoryWatch(pool, 1_000, Duration.ofMillis(20));
      var watching = Thread.ofPlatform().daemon().start(watch);

      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(check.get(20, TimeUnit.SECONDS)).isEmpty();
      watching.interrupt();
      assertThat(said.getFirst()).startsWith("the language server greedy was ended: it took");
      assertThat(starter.started.getFirst().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
