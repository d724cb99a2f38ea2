package dev.jackdaw.tui.compose;

import static dev.jackdaw.testkit.Properties.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.files.IgnoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path folder;

  /** Ignores one name everywhere. */
  private record IgnoresName(String name) implements IgnoreRules {
    @Override
    public IgnoreRules below(Folder child) {
      return this;
    }

    @Override
    public boolean ignores(Path entry, boolean isFolder) {
      return entry.endsWith(name);
    }
  }

  private void files(String... names) throws IOException {
    for (var name : names) {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<String> walked(IgnoreRules rules) {
    return new FileWalk(folder, _ -> rules).walk(_ -> {});
  }

  /** Returns a composer whose index is complete. */
  private Writing writing() throws InterruptedException {
    var writing = new Writing(History.inMemory(), folder);
    writing.type("@");
    while (writing.screen(60, 5).contains("collecting")) Thread.onSpinWait();
    writing.press("backspace");
    return writing;
  }

  @Test
  void offersWhatSomebodyElseKnows() {
    var writing = new Writing();
    writing.words.put(" @se", List.of(new SlashEntry.SlashArgument("@server:", "resources")));
    writing.type("see @se").press("tab");
    assertThat(writing.composer.draft()).isEqualTo("see @server:");
    writing = new Writing();
    writing.type("/ask En");
    assertThat(writing.composer.wordsChanged()).isFalse();
    writing.words.put("/ask En", List.of(new SlashEntry.SlashArgument("Engineering", "where")));
    assertThat(writing.composer.wordsChanged()).isTrue();
    writing.press("tab");
    assertThat(writing.composer.draft()).isEqualTo("/ask Engineering ");
  }

  @Test
  void offersCommandsWithTheirHelp() {
    var writing = new Writing();
    writing.type("/c");
    assertThat(writing.screen(60, 12))
        .isEqualTo(
            """
            › /c|
            › /clear    begin a new session
              /compact  fold the conversation\
            """);
    writing.press("down", "tab");
    assertThat(writing.draft()).isEqualTo("/compact ");
  }

  @Test
  void runsACommandWithEnterEvenWhenItIsTypedInPart() {
    assertThat(new Writing().type("/comp").press("enter").heard)
        .isEqualTo(new Heard.Command("/compact"));
    assertThat(new Writing().type("/hlp").press("enter").heard)
        .isEqualTo(new Heard.Command("/help"));
    assertThat(new Writing().type("/nosuch").press("enter").heard)
        .isEqualTo(new Heard.Command("/nosuch"));
  }

  @Test
  void offersArgumentsAndTakesNoneThatNobodyChose() {
    var writing = new Writing();
    writing.type("/model ");
    assertThat(writing.screen(60, 12))
        .isEqualTo("› /model |\n› fast   a small one\n  large  a big one");
    writing.press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Command("/model"));
    writing.type("/model la").press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Command("/model large"));
  }

  @Test
  void offersNothingMoreForAWordOnceItIsClosed() {
    var writing = new Writing();
    writing.type("/c").press("escape").type("l");
    assertThat(writing.screen(60, 12)).isEqualTo("› /cl|");
    writing.press("enter");
    assertThat(writing.heard).isEqualTo(new Heard.Command("/cl"));
    writing.type("/c");
    assertThat(writing.screen(60, 12)).contains("/clear");
  }

  @Test
  void fitsAnywhereInFortyColumnsAndLess() {
    var writing = new Writing();
    writing.type("/");
    for (var width = 1; width < 50; width++) {
      for (var height = 1; height < 8; height++) {
        var drawing = writing.composer.draw(width, height);
        assertThat(drawing.lines()).hasSizeLessThanOrEqualTo(height);
        for (var line : drawing.lines()) {
          assertThat(line.columnLength()).isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Test
  void offersFilesAndGoesIntoFolders() throws Exception {
    files("src/Main.java", "src/main/Other.java", "README.md", "a b/c d.txt");
    var writing = writing();
    writing.type("see @main.j");
    assertThat(writing.screen(60, 12)).startsWith("› see @main.j|\n› src/Main.java");
    writing.press("enter");
    assertThat(writing.draft()).isEqualTo("see @src/Main.java ");
    writing.type("@sr").press("tab");
    assertThat(writing.draft()).isEqualTo("see @src/Main.java @src/");
    assertThat(writing.screen(60, 12)).contains("src/main/Other.java");
    writing.press("escape", "ctrl+w").type("@c d").press("tab");
    assertThat(writing.draft()).isEqualTo("see @src/Main.java @c d");
    writing.press("ctrl+w", "ctrl+w").type("@cd").press("tab");
    assertThat(writing.draft()).isEqualTo("see @src/Main.java @\"a b/c d.txt\" ");
  }

  @Test
  void listsFoldersThatAreElsewhere() throws Exception {
    files("one/x.txt", "one/y.txt", "two/z.txt");
    var writing = new Writing(History.inMemory(), folder.resolve("one"));
    writing.type("@../t").press("tab");
    assertThat(writing.draft()).isEqualTo("@../two/");
    writing.press("ctrl+u").type("@" + folder.resolve("two") + "/z").press("tab");
    assertThat(writing.draft()).isEqualTo("@" + folder.resolve("two") + "/z.txt ");
  }

  @Test
  void leavesOutWhatGitIgnoresAndWhatCannotBeSeen() throws IOException {
    files("a.txt", "build/b.txt", ".git/config", "evil\u001b[31m.txt", "c\u202E.txt", "d/e.txt");
    assertThat(walked(new IgnoresName("build"))).containsExactly("a.txt", "d/", "d/e.txt");
  }

  @Test
  void followsNoLinksAndPassesOverWhatIsClosed() throws IOException {
    files("a/b/c.txt", "shut/secret.txt");
    Files.createSymbolicLink(folder.resolve("a/b/up"), folder);
    var shut = folder.resolve("shut");
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("---------"));
    try {
      assertThat(walked(IgnoreRules.NONE)).contains("a/", "a/b/", "a/b/c.txt", "a/b/up", "shut/");
    } finally {
      Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void endsAtADepthAndWithoutAFolder() throws IOException {
    var deep = folder;
    for (var i = 0; i < 150; i++) deep = deep.resolve("d");
    Files.createDirectories(deep);
    assertThat(walked(IgnoreRules.NONE)).hasSizeBetween(90, 110);
    assertThat(new FileWalk(folder.resolve("none"), _ -> IgnoreRules.NONE).walk(_ -> {})).isEmpty();
  }

  @Test
  void tellsWhenItIsComplete() throws Exception {
    files("a.txt");
    var done = new CountDownLatch(1);
    try (var index = new FileIndex(folder, _ -> IgnoreRules.NONE, done::countDown)) {
      index.find("", 10);
      done.await();
      while (index.isBuilding()) Thread.onSpinWait();
      assertThat(index.find("", 10)).containsExactly("a.txt");
      assertThat(index.find("A.T", 10)).containsExactly("a.txt");
      assertThat(index.find("A.Tz", 10)).isEmpty();
      assertThat(index.find("a", 10)).containsExactly("a.txt");
    }
  }

  @Test
  void putsWhatFitsBestFirst() {
    record Pair(String typed, String better, String worse) {}
    for (var pair :
        List.of(
            new Pair("main", "src/Main.java", "src/domain/Thing.java"),
            new Pair("fi", "tools/FileIndex.java", "docs/refine.md"),
            new Pair("readme", "README.md", "docs/read/some/me.md"),
            new Pair("srcmain", "src/Main.java", "source/remain/x.c"),
            new Pair("api/b", "api/Block.java", "apis/web/Cab.java"))) {
      var pattern = Fuzzy.pattern(pair.typed());
      assertThat(Fuzzy.score(pattern, pair.better()))
          .as(pair.toString())
          .isGreaterThan(Fuzzy.score(pattern, pair.worse()));
    }
    assertThat(Fuzzy.score("xyz", "abc")).isEqualTo(Fuzzy.NO);
  }

  @Test
  void scoresManyNamesAsItScoresOne() {
    forAll(
        (random, size) -> {
          var made = new StringBuilder();
          for (var i = 0; i < 1 + size / 4; i++) made.append("abAB/._-/".charAt(random.nextInt(9)));
          var wanted = new StringBuilder("a");
          for (var i = random.nextInt(3); i > 0; i--)
            wanted.append("ab/".charAt(random.nextInt(3)));
          return List.of(wanted.toString(), made.toString());
        },
        one -> {
          var pool = new NamePool(List.of("first", "ä", one.get(1)));
          assertThat(pool.has(1)).isFalse();
          assertThat(pool.score(one.get(0), 2)).isEqualTo(Fuzzy.score(one.get(0), one.get(1)));
        });
  }
}
