package dev.jackdaw.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoriesTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Environment environment(Platform platform, Map<String, String> variables) {
    return new Environment(variables, platform, "?", folder, folder);
  }

  private Directories directories(Platform platform, Map<String, String> variables) {
    return Directories.of(environment(platform, variables), warnings::add);
  }

  @Test
  void followTheXdgSpecification() {
    var plain = directories(Platform.LINUX, Map.of("HOME", "/home/ada"));
    assertThat(plain.config()).isEqualTo(Path.of("/home/ada/.config/jackdaw"));
    assertThat(plain.state()).isEqualTo(Path.of("/home/ada/.local/state/jackdaw"));
    assertThat(plain.cache()).isEqualTo(Path.of("/home/ada/.cache/jackdaw"));

    var moved =
        directories(
            Platform.LINUX,
            Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "not/absolute"));
    assertThat(moved.config()).isEqualTo(Path.of("/c/jackdaw"));
    assertThat(moved.state()).isEqualTo(plain.state());
  }

  @Test
  void useNativePlacesOnMacOs() {
    var mac = directories(Platform.MACOS, Map.of("HOME", "/Users/ada"));
    assertThat(mac.config()).isEqualTo(Path.of("/Users/ada/Library/Application Support/jackdaw"));
    assertThat(mac.state()).isEqualTo(mac.config().resolve("state"));
    assertThat(mac.cache()).isEqualTo(Path.of("/Users/ada/Library/Caches/jackdaw"));
  }

  @Test
  void moveAllOfThemWithOneVariable() {
    var moved = directories(Platform.LINUX, Map.of("HOME", "/home/ada", "JACKDAW_HOME", "mine"));
    assertThat(moved.config()).isEqualTo(folder.resolve("mine/config"));
    assertThat(moved.createState()).isEqualTo(folder.resolve("mine/state")).isDirectory();
    assertThat(moved.createCache()).isEqualTo(folder.resolve("mine/cache")).isDirectory();
  }

  @Test
  void areCreatedLateAndForTheUserAlone() throws IOException {
    var home = folder.resolve("home");
    var directories = directories(Platform.LINUX, Map.of("HOME", home.toString()));
    assertThat(home).doesNotExist();

    var state = directories.createState();

    assertThat(state).isDirectory().isEqualTo(directories.state());
    for (var part = state; part != null && !part.equals(folder); part = part.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
          .isEqualTo("rwx------");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void fallBackToATemporaryFolderWithoutAHome() {
    var directories = directories(Platform.LINUX, Map.of());

    var state = directories.createState();
    var cache = directories.createCache();

    assertThat(state).isDirectory().startsWith(folder).isEqualTo(directories.createState());
    assertThat(cache).isDirectory().isEqualTo(state.resolveSibling("cache"));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("HOME is not set", state.resolveSibling("").toString(), "Set JACKDAW_HOME");
    assertThat(directories.config()).doesNotExist();
  }

  @Test
  void fallBackWhenTheHomeCannotHoldAFolder() throws IOException {
    var home = Files.writeString(folder.resolve("home"), "not a folder");
    var directories = directories(Platform.LINUX, Map.of("HOME", home.toString()));

    assertThat(directories.createState()).isDirectory();
    assertThat(warnings).singleElement().asString().contains(home.toString());
  }

  @Test
  void refuseToPassOverAnUnusableJackdawHome() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var directories = directories(Platform.LINUX, Map.of("JACKDAW_HOME", file.toString()));

    assertThatThrownBy(directories::createState)
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER))
        .hasMessageContaining("JACKDAW_HOME cannot be used")
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> directories(Platform.LINUX, Map.of("JACKDAW_HOME", "a\0b")))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("JACKDAW_HOME is not a path");
  }

  @Test
  void sayWhenNothingAtAllCanBeWritten() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var environment = new Environment(Map.of(), Platform.LINUX, "", folder, file);
    assertThatThrownBy(() -> Directories.of(environment, warnings::add).createState())
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("Set JACKDAW_HOME to a folder you can write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "relative", "a\0b"})
  void takeAnUnusableHomeForNone(String home) {
    var directories = directories(Platform.LINUX, Map.of("HOME", home));
    assertThat(directories.createState()).startsWith(folder);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void findProgramsOnThePathButNeverInTheWorkingDirectory() throws IOException {
    var program = Files.writeString(folder.resolve("rg"), "");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(environment(Platform.LINUX, Map.of("PATH", "/x::" + folder)).program("rg"))
        .contains(program);
    assertThat(environment(Platform.LINUX, Map.of("PATH", ".::")).program("rg")).isEmpty();
    assertThat(environment(Platform.LINUX, Map.of()).program("rg")).isEmpty();
  }
}
