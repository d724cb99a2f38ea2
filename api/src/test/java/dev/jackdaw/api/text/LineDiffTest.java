package dev.jackdaw.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineDiffTest {
  @TempDir Path folder;

  private static String randomLines(Random random, int lines) {
    var text = new StringBuilder();
    for (var i = 0; i < lines; i++) text.append((char) ('a' + random.nextInt(6))).append('\n');
    if (random.nextInt(4) == 0 && !text.isEmpty()) text.setLength(text.length() - 1);
    return text.toString();
  }

  @Test
  void saysNothingOfEqualTexts() {
    var diff = LineDiff.of("a\nb\n", "a\nb\n");
    assertThat(diff.unified()).isEmpty();
    assertThat(diff.added() + diff.removed()).isZero();
  }

  @Test
  void showsAChangeWithItsSurroundings() {
    var before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    var diff = LineDiff.of(before, before.replace("5\n", "five\nfive and a half\n"));
    assertThat(diff.unified())
        .isEqualTo(
            """
            @@ -2,7 +2,8 @@
             2
             3
             4
            -5
            +five
            +five and a half
             6
             7
             8
            """);
    assertThat(diff.added()).isEqualTo(2);
    assertThat(diff.removed()).isEqualTo(1);
    assertThat(diff.firstLine()).isEqualTo(5);
  }

  @Test
  void showsADifferenceUnderAName() {
    assertThat(LineDiff.shown("notes", "a", "a\n")).as("to be read, not applied").isEmpty();
    assertThat(LineDiff.shown("notes", "", "a"))
        .isEqualTo("--- notes\n+++ notes\n@@ -0,0 +1 @@\n+a\n");
  }

  @Test
  void tellsOfAMissingLastLineEnd() {
    assertThat(LineDiff.of("a\n", "a").unified())
        .isEqualTo("@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n");
  }

  @Test
  void isWhatGitAppliesToTheOldText() throws Exception {
    assumeTrue(hasGit(), "git is not installed");
    for (var seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var before = randomLines(random, random.nextInt(seed + 2));
      var after = randomLines(random, random.nextInt(seed + 2));
      if (before.isEmpty() || after.isEmpty() || before.equals(after)) continue;
      Files.writeString(folder.resolve("file"), before);
      var patch = "--- a/file\n+++ b/file\n" + LineDiff.of(before, after).unified();
      Files.writeString(folder.resolve("patch"), patch);
      assertThat(git("apply", "--unidiff-zero", "patch")).as("seed %d\n%s", seed, patch).isZero();
      assertThat(folder.resolve("file")).as("seed %d", seed).hasContent(after);
    }
  }

  @Test
  void isTheShortestForSmallTexts() {
    for (var seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var before = randomLines(random, random.nextInt(9));
      var after = randomLines(random, random.nextInt(9));
      var diff = LineDiff.of(before, after);
      assertThat(diff.added() + diff.removed())
          .as("seed %d", seed)
          .isEqualTo(distance(before, after));
    }
  }

  private static int distance(String before, String after) {
    var a = lines(before);
    var b = lines(after);
    var common = new int[a.size() + 1][b.size() + 1];
    for (var i = 1; i <= a.size(); i++) {
      for (var j = 1; j <= b.size(); j++) {
        common[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return a.size() + b.size() - 2 * common[a.size()][b.size()];
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    for (var line : text.split("(?<=\n)")) if (!line.isEmpty()) lines.add(line);
    return lines;
  }

  @Test
  void survivesTextsWithNothingInCommon() {
    var before = "x\n".repeat(3_000);
    var after = "y\n".repeat(3_000);
    var diff = LineDiff.of(before, after);
    assertThat(diff.added()).isEqualTo(3_000);
    assertThat(diff.removed()).isEqualTo(3_000);
  }

  private static boolean hasGit() throws Exception {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (java.io.IOException _) {
      return false;
    }
  }

  private int git(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
