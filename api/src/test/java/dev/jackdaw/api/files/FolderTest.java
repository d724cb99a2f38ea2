package dev.jackdaw.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  /** What the kernel does by one call, and what is done where it cannot. */
  @Test
  void bothWaysToAFolderLeadToTheSame() throws IOException {
    Files.createSymbolicLink(work.resolve("sub/link"), outside);
    var sub = work.resolve("sub");
    for (var way : List.<Way>of(() -> Folder.open(sub, workspace), () -> Folder.open(sub, work))) {
      try (var folder = way.open()) {
        assertThat(text(folder, NAME)).isEqualTo("inside");
        assertThatThrownBy(() -> folder.read(Path.of("link"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> folder.folder(Path.of("link")))
            .hasMessageContaining("symbolic link");
        folder.createLink(Path.of("made"), Path.of("a"));
        assertThat(Files.readSymbolicLink(sub.resolve("made"))).isEqualTo(NAME);
        assertThatThrownBy(() -> folder.createLink(Path.of("made"), Path.of("b")))
            .isInstanceOf(FileAlreadyExistsException.class);
        folder.delete(Path.of("made"));
      }
    }
    assertThatThrownBy(() -> Folder.open(sub.resolve("link"), workspace))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> Folder.open(sub.resolve("link"), work))
        .isInstanceOf(FileSystemException.class);
  }

  private interface Way {
    Folder open() throws IOException;
  }

  /** A pipe that takes the place of a file would hold whoever opens it until somebody writes. */
  @Test
  @Timeout(20)
  void doesNotWaitAtAPipe() throws Exception {
    assumeTrue(Folder.Kernel.KNOWS_BENEATH);
    var pipe = new ProcessBuilder("mkfifo", work.resolve("sub/pipe").toString()).start();
    assumeTrue(pipe.waitFor() == 0);
    try (var held = Beneath.open(work.resolve("sub"), work)) {
      assertThatThrownBy(() -> held.read(Path.of("pipe"))).hasMessageContaining("not a file");
    }
  }

  @Test
  void aLinkIsMadeInTheFolderThatIsHeld() throws IOException {
    assumeTrue(Folder.Kernel.KNOWS_BENEATH);
    try (var top = Folder.open(work, workspace);
        var folder = top.folder(Path.of("sub"))) {
      replaceByLink(work.resolve("sub"));
      assertThatThrownBy(() -> folder.createLink(Path.of("made"), NAME))
          .hasMessageContaining("symbolic link");
    }
    assertThat(outside).isDirectoryNotContaining(path -> path.endsWith("made"));
  }

  @Test
  void tellsWhereALinkLeadsWhenItLeadsSomewhere() throws IOException {
    Files.createSymbolicLink(work.resolve("link"), Path.of("sub/../sub/a"));
    Files.createSymbolicLink(work.resolve("lost"), Path.of("nowhere"));
    try (var folder = Folder.open(work, workspace)) {
      assertThat(folder.target(Path.of("link"))).contains(Path.of("sub/../sub/a"));
      assertThat(folder.target(Path.of("lost")))
          .isEqualTo(
              Folder.Kernel.KNOWS_BENEATH ? Optional.of(Path.of("nowhere")) : Optional.empty());
      assertThat(folder.target(Path.of("sub"))).isEqualTo(Optional.empty());
    }
  }
}
