package dev.jackdaw.tools.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderToolsTest {
  @TempDir Path temporary;
  private final FindFiles glob = new FindFiles();
  private final ListFolder list = new ListFolder();
  private Path folder;
  private FakeContext context;
  private int clock;

  @BeforeEach
  void openFolder() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("work"));
    context = FakeContext.in(folder);
  }

  /** Creates a file that is newer than the ones before. */
  private void file(String name) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + 1000L * clock++));
  }

  private ToolResult glob(String pattern) throws Exception {
    return context.run(glob, Json.object().put("pattern", pattern).build());
  }

  private String list(String json) throws Exception {
    return context.run(list, json).text();
  }

  @Test
  void findsTheNewestFirst() throws Exception {
    file("old.txt");
    file("a/b/newer.txt");
    file("newest.txt");
    file("other.md");
    assertThat(glob("*.txt").text()).isEqualTo("newest.txt\na/b/newer.txt\nold.txt");
    assertThat(glob("a/**/*.txt").text()).isEqualTo("a/b/newer.txt");
    assertThat(glob("a/b/newer.txt").text()).isEqualTo("a/b/newer.txt");
    assertThat(glob(folder + "/**/*.md").text()).isEqualTo("other.md");
    assertThat(glob("a/").text()).isEqualTo("a/b/newer.txt");
    assertThat(context.run(glob, "{\"pattern\":\"*.txt\",\"path\":\"a\"}").text())
        .isEqualTo("a/b/newer.txt");
  }

  @Test
  void looksOnlyWhereThePatternPoints() throws Exception {
    var input = glob.decode(Json.parseObject("{\"pattern\":\"src/main/**/*.java\"}"));
    assertThat(glob.effects(input, context.workspace()))
        .containsExactly(new Effect.Reads(folder.resolve("src/main")));
    var up = glob.decode(Json.parseObject("{\"pattern\":\"../other/*\"}"));
    assertThat(glob.effects(up, context.workspace()))
        .containsExactly(new Effect.Reads(folder.resolveSibling("other")));
  }

  @Test
  void leavesOutIgnoredAndHiddenFilesUnlessNamed() throws Exception {
    Files.writeString(folder.resolve(".gitignore"), "target/\n");
    file("target/a.txt");
    file(".github/workflows/ci.yml");
    assertThat(glob("**/*").text()).startsWith("No file matches **/* in .. Ignored");
    assertThat(glob(".github/**").text()).isEqualTo(".github/workflows/ci.yml");
  }

  @Test
  void showsAtMostAHundred() throws Exception {
    for (var i = 0; i < 120; i++) file("f" + i);
    assertThat(glob("f*").text())
        .startsWith("f119\n")
        .endsWith("[the newest 100 of 120; use a narrower pattern or path]");
  }

  @Test
  void explainsWhatItCannotUse() throws Exception {
    file("a.txt");
    assertThat(glob("nowhere/*.txt").text()).contains("There is no nowhere");
    assertThat(glob("a.txt/*.x").text()).contains("is a file");
    assertThat(glob("").status()).isEqualTo(ToolResult.Status.INVALID);
    assertThat(glob("{a,b}".repeat(10)).status()).isEqualTo(ToolResult.Status.INVALID);
  }

  @Test
  void drawsATree() throws Exception {
    Files.writeString(folder.resolve(".gitignore"), "target/\n");
    file("src/main/A.java");
    file("src/main/B.java");
    file("target/x");
    file("pom.xml");
    Files.createDirectory(folder.resolve(".git"));
    Files.createDirectory(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("pom.xml"));
    assertThat(list("{}"))
        .isEqualTo(
            """
            ./
              .git/ (git)
              empty/
              src/
                main/ (2)
              target/ (ignored)
              .gitignore
              link -> pom.xml
              pom.xml\
            """);
    assertThat(list("{\"path\":\"src\",\"depth\":1}")).isEqualTo("src/\n  main/ (2)");
    assertThat(list("{\"path\":\"empty\"}")).isEqualTo("empty/\n[empty]");
    assertThat(list("{\"path\":\"pom.xml\"}")).contains("is a file. Use read");
    assertThat(list("{\"path\":\"nowhere\"}")).contains("There is no nowhere");
    assertThat(list("{\"depth\":0}")).contains("at least 1");
  }

  @Test
  void closesLongFolders() throws Exception {
    for (var i = 0; i < 100; i++) file("many/" + i);
    file("z");
    assertThat(list("{}")).contains("… 40 more\n  z");
    for (var i = 0; i < 500; i++) file("f" + i);
    assertThat(list("{}")).endsWith("[cut at 400 lines; list a folder of it instead]");
  }

  @Test
  void makesControlCharactersInNamesVisible() throws Exception {
    Files.createFile(folder.resolve("a\nb\u001b[31m"));
    assertThat(list("{}")).isEqualTo("./\n  a\\x0ab\\x1b[31m");
    assertThat(glob("a*").text()).isEqualTo("a\\x0ab\\x1b[31m");
  }
}
