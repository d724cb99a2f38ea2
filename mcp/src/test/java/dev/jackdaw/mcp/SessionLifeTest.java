package dev.jackdaw.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.mcp.config.LogLevel;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person and a model see of a server while a session goes on. */
@Timeout(60)
class SessionLifeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path temp;

  @BeforeEach
  void setUp() {
    assumeTrue(new File("/usr/bin/setsid").canExecute(), "no setsid");
  }

  private FakeCall call() throws Exception {
    return FakeCall.in(temp, _ -> new Answer.Dismissed());
  }

  private static String diary(Server server) {
    var text = new StringBuilder();
    for (var entry : server.diary().entries()) text.append(entry.text()).append('\n');
    return text.toString();
  }

  private ToolResult read(Rig rig) throws Exception {
    for (var tool : rig.servers().known()) {
      if (tool.spec().name().equals(ReadResource.NAME)) return read(tool);
    }
    throw new AssertionError("no " + ReadResource.NAME);
  }

  private <I> ToolResult read(Tool<I> tool) throws Exception {
    var input = Json.parseObject("{\"server\":\"fake\",\"uri\":\"a:1\"}");
    return tool.call(tool.decode(input), call());
  }

  /** A call may have failed before the end of its server is seen: what follows is waited for. */
  private static void awaitDiary(Server server, String text) throws InterruptedException {
    synchronized (server) {
      while (!diary(server).contains(text)) server.wait();
    }
  }

  @Test
  void aModelHearsOnceThatWhatItReadChanged() throws Exception {
    try (var rig = new Rig(temp, false, Rig.fake("updates"))) {
      assertThat(read(rig).text()).contains("one");
      var _ = rig.servers().notices();
      var _ = rig.call("mcp__fake__do", "{}", call());
      assertThat(rig.servers().notices())
          .singleElement()
          .asString()
          .isEqualTo(
              "The resource @fake:a:1 is no longer what you read; mcp_read_resource reads it again,"
                  + " if it matters.");
      var _ = rig.call("mcp__fake__do", "{}", call());
      assertThat(rig.servers().notices()).isEmpty();
      var _ = read(rig);
      var _ = rig.call("mcp__fake__do", "{}", call());
      assertThat(rig.servers().notices()).hasSize(1);
    }
  }

  @Test
  void aServerThatDiesIsSeenToBeStartedAgain() throws Exception {
    try (var rig = new Rig(temp, true, Rig.fake("dies"))) {
      var server = rig.servers().all().getFirst();
      var _ = rig.call("mcp__fake__do", "{}", call());
      awaitDiary(server, "the server ended");
      assertThat(server.settled(LONG)).isInstanceOf(Server.State.Ready.class);
      assertThat(diary(server))
          .isEqualTo(
              """
              starting
              ready
              the server ended; it is started again
              starting
              ready
              """);
      assertThat(rig.warnings())
          .singleElement()
          .isEqualTo("The MCP server fake is started again: the server ended");
    }
  }

  @Test
  void aPersonSwitchesAServerOffAndOn() throws Exception {
    try (var rig = new Rig(temp, true, Rig.fake("plain"))) {
      var server = rig.servers().all().getFirst();
      assertThat(rig.call("mcp__fake__do", "{}", call()).text()).contains("did");
      var tool = rig.tool("mcp__fake__do");
      server.switchOff();
      var refused = tool.call(Json.Obj.EMPTY, call());
      assertThat(refused.text()).contains("The user switched the MCP server fake off");
      assertThat(rig.servers().arrived()).isEmpty();
      assertThat(rig.processes()).noneMatch(Process::isAlive);
      server.reconnect();
      assertThat(tool.call(Json.Obj.EMPTY, call()).text()).contains("did");
    }
  }

  @Test
  void aServerTellsAsMuchAsItIsAskedTo() throws Exception {
    try (var rig = new Rig(temp, true, Rig.fake("talks"))) {
      var server = rig.servers().all().getFirst();
      server.begin();
      assertThat(server.settled(LONG)).isInstanceOf(Server.State.Ready.class);
      assertThat(diary(server)).contains("warning: set to warning");
      server.tell(LogLevel.DEBUG);
      assertThat(diary(server)).contains("warning: set to debug");
    }
  }
}
