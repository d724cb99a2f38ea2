package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.engine.MemoryFiles.Memory;
import dev.jackdaw.testkit.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFilesTest {
  @TempDir Path temp;
  private Path root;
  private Workspaces files;

  @BeforeEach
  void setUp() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("project"));
    files = Workspaces.in(root).folder(".git");
  }

  private List<String> texts(Path directory, Path... userFolders) {
    return new MemoryFiles(List.of(userFolders), directory)
        .initial().stream().map(Memory::text).toList();
  }

  @Test
  void readsFromTheUserDownToTheWorkingDirectory() throws IOException {
    var user = Files.createDirectory(temp.toRealPath().resolve("user"));
    Files.writeString(user.resolve("AGENTS.md"), "user");
    files.file("AGENTS.md", "root").file("a/CLAUDE.md", "a").file("a/b/AGENTS.md", "b");
    files.file("a/CLAUDE.local.md", "a, local").file("c/AGENTS.md", "elsewhere");

    assertThat(texts(root.resolve("a/b"), user))
        .containsExactly("user", "root", "a", "a, local", "b");
  }

  @Test
  void saysTheSameThingOnlyOnce() {
    files.file("AGENTS.md", "same").file("CLAUDE.md", "same\n");

    assertThat(texts(root)).containsExactly("same");
  }

  @Test
  void importsFilesRelativeToTheImportingOne() {
    files
        .file("AGENTS.md", "Rules:\n@docs/rules.md\n- @docs/more.md\nmail me @home")
        .file("docs/rules.md", "rule one\n@deep.md")
        .file("docs/deep.md", "rule two")
        .file("docs/more.md", "more");

    assertThat(texts(root)).containsExactly("Rules:\nrule one\nrule two\nmore\nmail me @home");
  }

  @Test
  void doesNotImportInsideACodeFence() {
    files.file("AGENTS.md", "```\n@secret.md\n```").file("secret.md", "no");

    assertThat(texts(root)).containsExactly("```\n@secret.md\n```");
  }

  @Test
  void namesAnImportThatGoesInACircle() {
    files.file("AGENTS.md", "@a.md").file("a.md", "a\n@b.md").file("b.md", "b\n@a.md");

    assertThat(texts(root)).singleElement().asString().contains("a\nb\n(", "imports itself");
  }

  @Test
  void stopsAtTheDepthLimit() {
    files.file("AGENTS.md", "@1.md");
    for (var i = 1; i < 10; i++) files.file(i + ".md", "level " + i + "\n@" + (i + 1) + ".md");
    files.file("10.md", "end");

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("level 5", "nested too deep")
        .doesNotContain("level 6");
  }

  @Test
  void neverLetsAProjectImportWhatIsOutsideIt() throws IOException {
    Files.writeString(temp.resolve("secret"), "the secret");
    files.file("AGENTS.md", "@../secret\n@link.md").link("link.md", "../secret");

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("was not imported")
        .doesNotContain("the secret");
  }

  @Test
  void ignoresAMemoryFileThatIsALinkToOutside() throws IOException {
    Files.writeString(temp.resolve("secret"), "the secret");
    files.link("AGENTS.md", "../secret");

    assertThat(texts(root)).isEmpty();
  }

  @Test
  void ignoresAFolderNamedLikeAMemoryFile() {
    files.folder("AGENTS.md").file("CLAUDE.md", "here");

    assertThat(texts(root)).containsExactly("here");
  }

  @Test
  void cutsAnOversizedFileAndSaysSo() {
    files.file("AGENTS.md", "x".repeat(MemoryFiles.MAX_FILE_BYTES * 2));

    assertThat(texts(root))
        .singleElement()
        .asString()
        .contains("cut here")
        .hasSizeLessThan(MemoryFiles.MAX_FILE_BYTES + 100);
  }

  @Test
  void discoversANestedFileOnceTheAgentWorksThere() {
    files.file("AGENTS.md", "root").file("sub/deep/AGENTS.md", "deep").file("sub/deep/A.java", "");
    var memory = new MemoryFiles(List.of(), root);
    memory.initial();

    assertThat(memory.discover(root.resolve("sub/deep/A.java")))
        .extracting(Memory::text)
        .containsExactly("deep");
    assertThat(memory.discover(root.resolve("sub/deep/A.java"))).isEmpty();
    assertThat(memory.discover(temp.resolve("other"))).isEmpty();
  }
}
