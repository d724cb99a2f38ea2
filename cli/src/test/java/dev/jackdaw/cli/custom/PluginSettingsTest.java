package dev.jackdaw.cli.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.cli.definitions.Homes;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.plugins.PluginCommands;
import dev.jackdaw.cli.settings.SettingsReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an approved plugin configures is read as settings are. */
class PluginSettingsTest {
  @TempDir Path temp;

  @Test
  void areOfTheRankOfTheUsersOwn() throws Exception {
    var homes = Homes.in(temp);
    var plugin = temp.toRealPath().resolve("plugin");
    homes.write(
        plugin,
        ".jackdaw-plugin/plugin.json",
        """
        {"name": "acme",
         "hooks": {"Stop": [{"hooks": [{"command": "${JACKDAW_PLUGIN_ROOT}/x.sh"}]}]},
         "mcpServers": {"db": {"command": "serve"}}}
        """);
    var out = new PrintWriter(new StringWriter());
    new PluginCommands(homes.environment(), homes.directories(), Set.of(), _ -> true, out)
        .install(plugin.toString(), Optional.empty());

    var settings =
        new SettingsReader(homes.environment(), homes.directories()).read(Arguments.parse());

    assertThat(settings.hooks().orElseThrow().inForce(false))
        .singleElement()
        .satisfies(hook -> {
          assertThat(hook.origin().where()).isEqualTo("plugin acme");
          assertThat(hook.shown()).endsWith("/x.sh").doesNotContain("${");
        });
    assertThat(settings.mcp().toString()).contains("acme-db", "plugin acme");
  }
}
