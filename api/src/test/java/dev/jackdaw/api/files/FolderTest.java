package dev.jackdaw.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final Path NAME = Path.of("a");

  @TempDir Path temp;
  private Path work;
  private Path outside;
  private Workspace workspace;

  @BeforeEach
  void create() throws IOException {
    work = Files.createDirectory(temp.toRealPath().resolve("work"));
    outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
    Files.createDirectories(work.resolve("sub/deep"));
    Files.writeString(work.resolve("sub/a"), "inside");
    Files.writeString(outside.resolve("a"), "outside");
    workspace = Workspace.of(work, work.resolve("sub"));
  }

  private static String text(Folder folder, Path name) throws IOException {
    try (var in = Channels.newInputStream(folder.read(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void replaceByLink(Path path) throws IOException {
    Files.move(path, temp.resolve("aside"));
    Files.createSymbolicLink(path, outside);
  }

  @Test
  void staysTheFolderThatWasOpened() throws IOException {
    try (var folder = Folder.open(work.resolve("sub"), workspace)) {
      replaceByLink(work.resolve("sub"));
      assertThat(text(folder, NAME)).isEqualTo("inside");
      folder.createFolder(Path.of("made"));
      folder.rename(NAME, Path.of("b"));
    }
    assertThat(temp.resolve("aside/made")).isEmptyDirectory();
    assertThat(temp.resolve("aside/b")).hasContent("inside");
    assertThat(outside).isDirectoryContaining(path -> path.endsWith("a"));
    assertThat(outside.resolve("made")).doesNotExist();
  }

  /** A root within another one can be exchanged by whoever writes in the outer one. */
  @Test
  void followsNoLinkBelowTheOutermostRoot() throws IOException {
    replaceByLink(work.resolve("sub"));
    assertThatThrownBy(() -> Folder.open(work.resolve("sub"), workspace))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("symbolic link");
  }

  @Test
  void readsNothingButFiles() throws IOException {
    Files.createSymbolicLink(work.resolve("link"), outside.resolve("a"));
    try (var folder = Folder.open(work, workspace)) {
      for (var name : new String[] {"link", "sub"}) {
        assertThatThrownBy(() -> folder.read(Path.of(name)))
            .isInstanceOf(FileSystemException.class);
      }
      assertThatThrownBy(() -> folder.read(NAME)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> folder.folder(Path.of("link"))).hasMessageContaining("symbolic");
    }
    assertThatThrownBy(() -> Folder.open(work.resolve("sub/a"), workspace))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void takesTheNamesOfItsEntriesOnly() throws IOException {
    try (var folder = Folder.open(work, workspace)) {
      for (var name : new String[] {"..", "sub/a", outside.toString()}) {
        assertThatThrownBy(() -> folder.read(Path.of(name)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void makesAndRemovesFolders() throws IOException {
    try (var folder = Folder.open(work.resolve("sub/deep"), workspace)) {
      folder.createFolder(NAME);
      assertThat(work.resolve("sub/deep/a")).isEmptyDirectory();
      assertThatThrownBy(() -> folder.createFolder(NAME))
          .isInstanceOf(FileAlreadyExistsException.class);
      folder.deleteFolder(NAME);
    }
    assertThat(work.resolve("sub/deep")).isEmptyDirectory();
    assertThat(work).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
  }

  @Test
  void tellsWhereALinkLeadsWhenItLeadsSomewhere() throws IOException {
    Files.createSymbolicLink(work.resolve("link"), Path.of("sub/../sub/a"));
    Files.createSymbolicLink(work.resolve("lost"), Path.of("nowhere"));
    try (var folder = Folder.open(work, workspace)) {
      assertThat(folder.target(Path.of("link"))).contains(Path.of("sub/../sub/a"));
      assertThat(folder.target(Path.of("lost"))).isEqualTo(Optional.empty());
      assertThat(folder.target(Path.of("sub"))).isEqualTo(Optional.empty());
    }
  }
}
