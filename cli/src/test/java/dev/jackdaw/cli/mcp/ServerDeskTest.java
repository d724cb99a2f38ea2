package dev.jackdaw.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.mcp.Approvals;
import dev.jackdaw.mcp.Completions;
import dev.jackdaw.mcp.Server;
import dev.jackdaw.mcp.Servers;
import dev.jackdaw.mcp.config.ConfigReader;
import dev.jackdaw.mcp.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerDeskTest {
  @TempDir Path temp;
  private Servers servers;
  private ServerDesk desk;

  @BeforeEach
  void setUp() throws Exception {
    servers =
        new Servers(
            List.of(config("files", false), config("mail", true)),
            new Servers.Surroundings(
                (_, _) -> {
                  throw new IOException("no such program");
                },
                new Approvals(temp.resolve("approved")),
                List.of(temp),
                true,
                (result, _) -> result,
                Thread.ofPlatform().daemon().factory(),
                InstantSource.system(),
                _ -> {}));
    var environment =
        new Environment(Map.of(), Platform.LINUX, temp.toString(), temp, temp.resolve("tmp"));
    var directories = Directories.of(environment, _ -> {});
    var hosting =
        new Hosting(
            environment,
            directories,
            new SettingsReader(environment, directories).read(Arguments.parse()),
            Workspace.of(temp),
            "1",
            new Redactor(Map.of()));
    desk = new ServerDesk(servers, hosting, ZoneOffset.UTC, _ -> {});
  }

  private static ServerConfig config(String name, boolean off) throws Exception {
    var entry = Json.object().put("command", "prog").put("disabled", off).build();
    return new ConfigReader(Map.of()).read(name, entry, ServerConfig.Scope.USER, "settings.json");
  }

  private void wait(String name) throws InterruptedException {
    var _ = servers.named(name).orElseThrow().settled(Duration.ofSeconds(30));
  }

  @Test
  void listsThemAndShowsOne() throws Exception {
    assertThat(desk.run(""))
        .startsWith("files  not started", "mail  off  /mcp enable mail")
        .hasSize(3);
    desk.run("reconnect files");
    wait("files");
    assertThat(String.join("\n", desk.run("files")))
        .contains(
            "files: failed, it could not be started: no such program",
            "  prog\n",
            "  user, in settings.json",
            "sampling off",
            "  starting\n");
  }

  @Test
  void switchesThemOnAndOff() throws Exception {
    assertThat(desk.run("enable mail")).containsExactly("mail is being started.");
    wait("mail");
    assertThat(servers.named("mail").orElseThrow().state()).isInstanceOf(Server.State.Failed.class);
    assertThat(desk.run("disable mail").getFirst()).startsWith("mail is off for this session");
    assertThat(servers.named("mail").orElseThrow().state()).isInstanceOf(Server.State.Off.class);
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> desk.run("file"))
        .isInstanceOf(JackdawException.class)
        .hasMessage(
            "There is no MCP server \"file\", did you mean \"files\"? There are: files, mail.");
    assertThatThrownBy(() -> desk.run("restart files")).hasMessageContaining("it can: reconnect");
    assertThatThrownBy(() -> desk.run("login")).hasMessageContaining("needs the name of a server");
    assertThatThrownBy(() -> desk.run("level files loud")).hasMessageContaining("a level is: ");
  }

  @Test
  void completesNamesAndWhatCanBeDone() {
    assertThat(desk.words(List.of("/mcp"), ""))
        .extracting(Completions.Word::text)
        .contains("files", "mail", "reconnect");
    assertThat(desk.words(List.of("/mcp", "enable"), "m"))
        .containsExactly(new Completions.Word("mail", "off"));
  }
}
