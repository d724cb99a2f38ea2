package dev.jackdaw.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path temp;

  private List<String> names(Path folder) throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) names.add(file.getFileName().toString());
    }
    return names;
  }

  @Test
  void isTheOwnersAlone() throws IOException {
    var file = temp.resolve("a/b/keys.json");
    WholeFile.write(file, "é\n");
    assertThat(file).hasContent("é\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names(temp.resolve("a/b"))).containsExactly("keys.json");
  }

  @Test
  void whatALinkLeadsToIsReplaced() throws IOException {
    var real = Files.writeString(temp.resolve("dotfiles.json"), "old");
    var link = Files.createSymbolicLink(temp.resolve("settings.json"), real);
    WholeFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aLinkToNothingIsReplacedItself() throws IOException {
    var link = Files.createSymbolicLink(temp.resolve("settings.json"), temp.resolve("gone"));
    WholeFile.write(link, "new");
    assertThat(link).isRegularFile().hasContent("new");
  }

  @Test
  void aFolderInItsPlaceLeavesNothingBehind() throws IOException {
    var taken = temp.resolve("settings.json");
    Files.createDirectories(taken.resolve("full"));
    assertThatThrownBy(() -> WholeFile.write(taken, "new")).isInstanceOf(IOException.class);
    assertThat(names(temp)).containsExactly("settings.json");
  }
}
