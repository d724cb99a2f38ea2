package dev.jackdaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An editor whose user has given no key yet. */
@Timeout(60)
class AcpLoginIT {
  @TempDir Path temp;

  private List<Json.Obj> said(Map<String, String> variables, String... lines) throws IOException {
    var project = Files.createDirectories(temp.resolve("project"));
    var input = String.join("\n", lines).replace("PROJECT", project.toString()) + "\n";
    var ended =
        new Program(temp.resolve("home"), project)
            .with(variables)
            .feed(input.getBytes(StandardCharsets.UTF_8), "acp");
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().lines().map(Json::parseObject).toList();
  }

  private static String initialize(boolean terminal) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":1,"
        + "\"clientCapabilities\":{\"auth\":{\"terminal\":"
        + terminal
        + "}}}}";
  }

  @Test
  void isToldHowToGiveOne() throws IOException {
    var said =
        said(
            Map.of(),
            initialize(true),
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"session/new\","
                + "\"params\":{\"cwd\":\"PROJECT\",\"mcpServers\":[]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"authenticate\",\"params\":{\"methodId\":\"key\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"authenticate\",\"params\":{\"methodId\":\"x\"}}");

    var methods = said.getFirst().object("result").array("authMethods");
    assertThat(methods)
        .contains(
            Json.parse(
                "{\"id\":\"login-anthropic\",\"name\":\"Key for anthropic\",\"description\":\"Asks"
                    + " for a key in a terminal and keeps"
                    + " it.\",\"type\":\"terminal\",\"args\":[\"--login\",\"anthropic\"]}"));
    assertThat(said.stream().skip(1).map(line -> line.object("error").integer("code", 0)))
        .containsExactly(-32000L, -32000L, -32602L);
  }

  @Test
  void isOfferedNoTerminalWhereThereIsNone() throws IOException {
    var methods =
        said(Map.of(), initialize(false)).getFirst().object("result").array("authMethods");
    assertThat(methods).hasSize(1);
  }

  @Test
  void isToldNothingWhereThereIsAKey() throws IOException {
    var said = said(Map.of("ANTHROPIC_API_KEY", "sk-test"), initialize(true));
    assertThat(said.getFirst().object("result").array("authMethods")).isEmpty();
  }
}
