package dev.jackdaw.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenValueTest {
  private static SettingsSource source(Layer layer, String where, String content) {
    return new SettingsSource(
        new Origin(layer, where), Json.parseObject(content), Path.of("/"), false);
  }

  @Test
  void sayWhereEachComesFromAndWhatIsOutweighed() {
    var values =
        GivenValue.of(
            List.of(
                source(Layer.OPTION, "the command line", "{\"model\":\"a\"}"),
                source(
                    Layer.USER,
                    "settings.json",
                    "{\"model\":\"b\",\"undoLimits\":{\"files\":3},\"permissions\":{\"allow\":[\"x\"]},"
                        + "\"env\":{\"TOKEN\":\"secret\"},\"headers\":{\"openai\":{\"X\":\"secret\"}}}")));
    assertThat(
            values.stream()
                .map(each ->
                    each.name()
                        + " "
                        + each.value()
                        + " "
                        + each.origin()
                        + (each.isOutweighed() ? " outweighed" : "")))
        .containsExactly(
            "model \"a\" the command line",
            "model \"b\" settings.json outweighed",
            "undoLimits.files 3 settings.json",
            "permissions.allow [\"x\"] settings.json",
            "env TOKEN (values not shown) settings.json",
            "headers openai (values not shown) settings.json");
  }

  @Test
  void whatMayHoldASecretIsNotShownWhateverItIsPartOf() {
    var servers =
        """
        {"mcpServers": {"db": {"command": "db", "env": {"KEY": "secret"}},
                        "web": {"url": "u", "headers": {"Authorization": "secret"}}}}
        """;
    assertThat(GivenValue.of(List.of(source(Layer.USER, "settings.json", servers))))
        .extracting(each -> each.name() + " " + each.value())
        .containsExactly(
            "mcpServers.db.command \"db\"",
            "mcpServers.db.env KEY (values not shown)",
            "mcpServers.web.url \"u\"",
            "mcpServers.web.headers Authorization (values not shown)");
  }
}
