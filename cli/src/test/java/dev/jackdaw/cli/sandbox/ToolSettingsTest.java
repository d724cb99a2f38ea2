package dev.jackdaw.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret gets into what is shown; what a build needs does. */
class ToolSettingsTest {
  @TempDir Path home;
  @TempDir Path cache;

  private Map<String, String> shown(String name, String text) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    var shown = new HashMap<String, String>();
    for (var entry : ToolSettings.write(home, cache).entrySet()) {
      shown.put(entry.getKey(), Files.readString(entry.getValue()));
    }
    return shown;
  }

  @Test
  void showsWhereNpmGetsPackagesAndNoToken() throws IOException {
    var npm =
        """
        registry=https://ada:secret@registry.example.org/npm/
        @team:registry = https://team.example.org/
        //registry.example.org/npm/:_authToken=secret
        //team.example.org/:_password=secret
        _auth=secret
        email=ada@example.org
        @other:registry=https://${SECRET}@x.example.org
        fund=false
        """;
    assertThat(shown(".npmrc", npm))
        .containsEntry(
            ".npmrc",
            """
            registry=https://registry.example.org/npm/
            @team:registry = https://team.example.org/
            fund=false
            """);
  }

  @Test
  void showsMirrorsAndRepositoriesOfMavenAndNoServer() throws IOException {
    var maven =
        """
        <?xml version="1.0"?>
        <settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
          <!-- <mirrors><mirror><id>old</id></mirror></mirrors> -->
          <servers><server><id>corp</id><username>ada</username><password>secret</password></server></servers>
          <proxies><proxy><host>p</host><password>secret</password></proxy></proxies>
          <mirrors><mirror><id>corp</id><url>https://ada:secret@m.example.org/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
          <profiles><profile><id>team</id><properties><token>secret</token></properties>
            <repositories><repository><id>r</id><url>https://r.example.org</url>
              <snapshots><enabled>true</enabled></snapshots></repository></repositories>
            <pluginRepositories><pluginRepository><id>p</id><url>https://p.example.org</url></pluginRepository></pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>team</activeProfile></activeProfiles>
        </settings>
        """;
    assertThat(shown(".m2/settings.xml", maven))
        .containsEntry(
            ".m2/settings.xml",
            """
            <settings>
            <mirrors><mirror><id>corp</id><url>https://m.example.org/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
            <profiles><profile><id>team</id><repositories><repository><id>r</id><url>https://r.example.org</url>\
            <snapshots><enabled>true</enabled></snapshots></repository></repositories>\
            <pluginRepositories><pluginRepository><id>p</id><url>https://p.example.org</url></pluginRepository>\
            </pluginRepositories></profile></profiles>
            <activeProfiles><activeProfile>team</activeProfile></activeProfiles>
            </settings>
            """);
  }

  @Test
  void showsNothingWhereNothingIsKnown() throws IOException {
    assertThat(shown(".gradle/gradle.properties", "signing.password=secret\nmyToken=secret\n"))
        .isEmpty();
  }

  @Test
  void keepsSectionsAround() throws IOException {
    var cargo =
        """
        [registries.corp]
        index = "sparse+https://ada:secret@c.example.org/"
        token = "secret"
        [source.crates-io]
        replace-with = "corp"
        """;
    assertThat(shown(".cargo/config.toml", cargo))
        .containsEntry(
            ".cargo/config.toml",
            """
            [registries.corp]
            index = "sparse+https://c.example.org/"
            [source.crates-io]
            replace-with = "corp"
            """);
    assertThat(
            shown(
                ".pip/pip.conf",
                "[global]\nindex-url = https://a:secret@p.example.org/simple\nproxy = x\n"))
        .containsEntry(".pip/pip.conf", "[global]\nindex-url = https://p.example.org/simple\n");
  }
}
