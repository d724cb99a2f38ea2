package dev.jackdaw.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.mcp.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCatalogTest {
  @TempDir Path temp;

  private List<String> confined(String sandbox) throws Exception {
    var environment =
        new Environment(
            Map.of("JACKDAW_HOME", temp.toString()), Platform.LINUX, temp.toString(), temp, temp);
    var directories = Directories.of(environment, _ -> {});
    Files.createDirectories(directories.config());
    Files.writeString(
        directories.config().resolve("settings.json"),
        "{\"sandbox\": \""
            + sandbox
            + "\", \"mcpServers\": {\"plain\": {\"command\": \"x\"},"
            + " \"held\": {\"command\": \"x\", \"sandbox\": true},"
            + " \"free\": {\"command\": \"x\", \"sandbox\": false}}}");
    var settings = new SettingsReader(environment, directories).read(Arguments.parse());
    return ServerCatalog.read(environment, directories, settings, true).servers().stream()
        .filter(ServerConfig::isConfined)
        .map(ServerConfig::name)
        .toList();
  }

  @Test
  void whoDemandsASandboxMeansServersToo() throws Exception {
    assertThat(confined("auto")).containsExactly("held");
    assertThat(confined("required")).containsExactly("plain", "held");
  }
}
