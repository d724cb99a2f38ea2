package dev.jackdaw.cli.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories, and git as it is on this machine. */
@Timeout(120)
class WorktreesTest {
  @TempDir Path temp;
  private Path checkout;
  private Git git;
  private int made;

  @BeforeEach
  void prepare() throws Exception {
    checkout = Files.createDirectories(temp.toRealPath().resolve("a checkout"));
    git = new Git(Path.of("git"), System.getenv());
    run(checkout, "init", "-q");
    write(checkout, "a.txt", lines("a", 12));
    write(checkout, "src/b.txt", "b\n");
    write(checkout, "gone.txt", "gone\n");
    write(checkout, ".gitignore", "build/\n");
    run(checkout, "add", "-A");
    run(checkout, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "first");
  }

  private void run(Path directory, String... words) throws Exception {
    var ended = git.run(directory, words);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String lines(String name, int count) {
    var text = new StringBuilder();
    for (var i = 0; i < count; i++) text.append(name).append(i).append('\n');
    return text.toString();
  }

  private static void write(Path root, String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Worktree open() throws Exception {
    return Worktree.open(git, checkout, temp.toRealPath().resolve("wt" + made++));
  }

  private static Map<String, String> files(Path root) throws IOException {
    var all = new TreeMap<String, String>();
    try (var walk = Files.walk(root)) {
      for (var file : walk.toList()) {
        var name = root.relativize(file).toString();
        if (name.equals(".git") || name.startsWith(".git/") || Files.isDirectory(file)) continue;
        all.put(
            name,
            Files.isSymbolicLink(file)
                ? "-> " + Files.readSymbolicLink(file)
                : Files.isExecutable(file) + " " + Files.readString(file));
      }
    }
    return all;
  }

  private Merge merged(Worktree worktree) throws Exception {
    var merge = worktree.merge();
    var written = merge.apply();
    assertThat(merge.writes()).containsAll(written);
    return merge;
  }

  @Test
  void holdsTheFilesAsTheyAreAndTouchesNeitherIndexNorBranches() throws Exception {
    write(checkout, "a.txt", "changed\n");
    write(checkout, "new.txt", "new\n");
    write(checkout, "build/out", "ignored\n");
    Files.delete(checkout.resolve("gone.txt"));
    var index = Files.readAllBytes(checkout.resolve(".git/index"));
    var refs = git.run(checkout, "for-each-ref").text();

    var worktree = open();

    var expected = files(checkout);
    expected.remove("build/out");
    assertThat(files(worktree.tree())).isEqualTo(expected);
    assertThat(git.run(worktree.tree(), "status", "--porcelain").text())
        .contains("M a.txt", "D gone.txt", "?? new.txt");
    worktree.remove();
    assertThat(Files.readAllBytes(checkout.resolve(".git/index"))).isEqualTo(index);
    assertThat(git.run(checkout, "for-each-ref").text()).isEqualTo(refs);
    assertThat(git.run(checkout, "worktree", "list").text().lines()).hasSize(1);
  }

  @Test
  void runsNothingThatTheRepositoryNames() throws Exception {
    var canary = temp.resolve("canary");
    for (var hook : List.of("post-checkout", "post-index-change", "reference-transaction")) {
      write(checkout, ".git/hooks/" + hook, "#!/bin/sh\ntouch '" + canary + "'\n");
      assertThat(checkout.resolve(".git/hooks/" + hook).toFile().setExecutable(true)).isTrue();
    }
    run(checkout, "config", "core.fsmonitor", "touch '" + canary + "'; false");
    run(checkout, "config", "filter.evil.smudge", "touch '" + canary + "'; cat");
    run(checkout, "config", "filter.evil.clean", "touch '" + canary + "'; cat");
    write(checkout, ".gitattributes", "* filter=evil merge=evil\n");
    run(checkout, "config", "merge.evil.driver", "touch '" + canary + "'");

    var worktree = open();
    write(worktree.tree(), "a.txt", lines("a", 12) + "theirs\n");
    write(checkout, "a.txt", "ours\n" + lines("a", 12));
    merged(worktree);
    worktree.remove();

    assertThat(canary).doesNotExist();
    assertThat(checkout.resolve("a.txt")).hasContent("ours\n" + lines("a", 12) + "theirs");
  }

  @Test
  void bringsBackWhatOnlyItChanged() throws Exception {
    var worktree = open();
    var tree = worktree.tree();
    write(tree, "a.txt", "theirs\n");
    write(tree, "deep/er/new.txt", "new\n");
    Files.move(tree.resolve("src/b.txt"), tree.resolve("src/renamed.txt"));
    Files.delete(tree.resolve("gone.txt"));
    assertThat(tree.resolve("a.txt").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(tree.resolve("link"), Path.of("a.txt"));
    write(tree, "build/out", "ignored\n");
    write(checkout, "mine.txt", "mine\n");

    var merge = merged(worktree);

    assertThat(merge.conflicts()).isEmpty();
    var expected = files(tree);
    expected.remove("build/out");
    expected.put("mine.txt", "false mine\n");
    assertThat(files(checkout)).isEqualTo(expected);
    worktree.remove();
    assertThat(worktree.tree()).doesNotExist();
  }

  @Test
  void mergesWhatBothChangedInDifferentPlaces() throws Exception {
    var worktree = open();
    write(worktree.tree(), "a.txt", lines("a", 12).replace("a0\n", "theirs\n"));
    write(checkout, "a.txt", lines("a", 12).replace("a11\n", "ours\n"));
    assertThat(checkout.resolve("a.txt").toFile().setExecutable(true)).isTrue();

    assertThat(merged(worktree).conflicts()).isEmpty();

    assertThat(files(checkout).get("a.txt"))
        .isEqualTo("true " + lines("a", 12).replace("a0\n", "theirs\n").replace("a11\n", "ours\n"));
  }

  @Test
  void leavesWhatItCannotMergeAsItIsAndNamesIt() throws Exception {
    write(checkout, "bin.dat", "\u0000one");
    var worktree = open();
    var tree = worktree.tree();
    write(tree, "a.txt", "theirs\n");
    write(checkout, "a.txt", "ours\n");
    write(tree, "bin.dat", "\u0000two");
    write(checkout, "bin.dat", "\u0000three");
    Files.delete(tree.resolve("src/b.txt"));
    write(checkout, "src/b.txt", "still needed\n");
    write(tree, "gone.txt", "still needed\n");
    Files.delete(checkout.resolve("gone.txt"));
    write(tree, "both.txt", "theirs\n");
    write(checkout, "both.txt", "ours\n");
    write(tree, "fine.txt", "fine\n");
    var before = files(checkout);

    var merge = merged(worktree);

    assertThat(merge.conflicts())
        .containsExactly("a.txt", "bin.dat", "both.txt", "gone.txt", "src/b.txt");
    before.put("fine.txt", "false fine\n");
    assertThat(files(checkout)).isEqualTo(before);
    assertThat(worktree.keep()).isDirectory();
    assertThat(files(tree)).containsEntry("a.txt", "false theirs\n");
  }

  @Test
  void keepsWhatChangedBetweenTheLookAndTheMerge() throws Exception {
    var worktree = open();
    write(worktree.tree(), "a.txt", "theirs\n");
    var merge = worktree.merge();
    assertThat(merge.conflicts()).isEmpty();
    write(checkout, "a.txt", "late\n");

    assertThat(merge.apply()).isEmpty();

    assertThat(merge.conflicts()).containsExactly("a.txt");
    assertThat(checkout.resolve("a.txt")).hasContent("late");
  }

  @Test
  void goesThroughNoLinkOnEitherSide() throws Exception {
    var outside = Files.createDirectories(temp.resolve("outside"));
    write(outside, "b.txt", "secret\n");
    var worktree = open();
    var tree = worktree.tree();
    Files.delete(tree.resolve("src/b.txt"));
    Files.delete(tree.resolve("src"));
    Files.createSymbolicLink(tree.resolve("src"), outside);
    Files.move(checkout.resolve("src"), checkout.resolve("moved"));
    Files.createSymbolicLink(checkout.resolve("src"), outside);

    merged(worktree);

    assertThat(outside.resolve("b.txt")).hasContent("secret");
    assertThat(files(checkout)).doesNotContainValue("false secret\n");
  }

  @Test
  void doesNotBelieveAWorktreeThatPointsElsewhere() throws Exception {
    var canary = temp.resolve("canary");
    var evil = Files.createDirectories(temp.resolve("evil"));
    run(evil, "init", "-q");
    run(evil, "config", "core.fsmonitor", "touch '" + canary + "'; false");
    var worktree = open();
    Files.writeString(worktree.tree().resolve(".git"), "gitdir: " + evil.resolve(".git") + "\n");
    write(worktree.tree(), "new.txt", "new\n");

    assertThat(merged(worktree).conflicts()).isEmpty();
    worktree.remove();

    assertThat(checkout.resolve("new.txt")).hasContent("new");
    assertThat(canary).doesNotExist();
    assertThat(evil.resolve(".git")).isDirectory();
    assertThat(git.run(checkout, "worktree", "list").text().lines()).hasSize(1);
  }

  /** What both sides left alone stays; what one side changed wins; nothing else appears. */
  @Test
  void everyPathEndsAsOneOfTheThreeOrAsTheirMerge() throws Exception {
    for (var seed = 0L; seed < 15; seed++) {
      var random = new Random(seed);
      var worktree = open();
      var base = files(checkout);
      scramble(worktree.tree(), random, "t");
      var theirs = files(worktree.tree());
      scramble(checkout, random, "o");
      var ours = files(checkout);

      var conflicts = merged(worktree).conflicts();

      var names = new ArrayList<>(theirs.keySet());
      names.addAll(ours.keySet());
      names.addAll(base.keySet());
      var result = files(checkout);
      for (var name : names) {
        var as = "seed " + seed + ", " + name;
        var was = base.get(name);
        var o = ours.get(name);
        var t = theirs.get(name);
        if (conflicts.contains(name)) assertThat(result.get(name)).as(as).isEqualTo(o);
        else if (Objects.equals(o, was)) assertThat(result.get(name)).as(as).isEqualTo(t);
        else if (Objects.equals(t, was)) assertThat(result.get(name)).as(as).isEqualTo(o);
      }
      worktree.remove();
    }
  }

  private static void scramble(Path root, Random random, String by) throws IOException {
    for (var i = 0; i < 6; i++) {
      var name = List.of("a.txt", "src/b.txt", "n1", "d/n2", "gone.txt").get(random.nextInt(5));
      var file = root.resolve(name);
      if (random.nextInt(3) == 0) {
        Files.deleteIfExists(file);
      } else {
        write(root, name, lines("a", 12).replace("a" + random.nextInt(12) + "\n", by + i + "\n"));
      }
    }
  }

  @Test
  void saysAWayOutWhereThereCanBeNone() throws Exception {
    var bare = Files.createDirectories(temp.resolve("plain"));
    assertThatThrownBy(() -> Worktree.open(git, bare, temp.resolve("w")))
        .isInstanceOf(JackdawException.class)
        .hasMessageContaining("git init")
        .hasMessageContaining("leave isolation out");
    run(bare, "init", "-q");
    assertThatThrownBy(() -> Worktree.open(git, bare, temp.resolve("w")))
        .hasMessageContaining("has no commit yet");
    assertThat(temp.resolve("w")).doesNotExist();
  }
}
