package dev.jackdaw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
  @TempDir Path folder;

  @Test
  void comparesWithTheFileWhateverItsLineEnds() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one\r\ntwo\r\n");
    Golden.check(folder, Path.of("a.txt"), "one\ntwo\n", false);
    assertThatThrownBy(() -> Golden.check(folder, Path.of("a.txt"), "one\n", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.txt");
  }

  @Test
  void writesOnlyWhenAskedTo() throws Exception {
    var file = Path.of("deep", "er.txt");
    assertThatThrownBy(() -> Golden.check(folder, file, "x", false))
        .hasMessageContaining("-Dgolden.update=true");
    Golden.check(folder, file, "x", true);
    assertThat(Workspaces.tree(folder)).containsEntry("deep/er.txt", "x");
    Golden.check(folder, file, "x", false);
  }

  @Test
  void staysInItsFolder() {
    assertThatThrownBy(() -> Golden.check(folder, Path.of("../x"), "x", true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Golden.check(folder, folder.resolve("x"), "x", true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesAnUnsetPropertyForNo() {
    assertThat(Golden.isUpdate(null)).isFalse();
    assertThat(Golden.isUpdate("")).isFalse();
    assertThat(Golden.isUpdate("${golden.update}")).isFalse();
    assertThat(Golden.isUpdate("false")).isFalse();
    assertThat(Golden.isUpdate("true")).isTrue();
  }
}
