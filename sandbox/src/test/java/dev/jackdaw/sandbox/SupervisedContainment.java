package dev.jackdaw.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds where this process makes the changes in the workspace. */
abstract class SupervisedContainment extends Containment {
  Sandbox opened() throws Exception {
    return sandbox(Profile.Git.NOTHING);
  }

  Ended run(Sandbox sandbox, String script) throws Exception {
    return ended(start(sandbox, List.of("/bin/bash", "-c", script)));
  }

  /** Every way to a protected name, or around the supervisor, that ends with a file changed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir a && echo x > a/tasks.json && mv a .vscode",
        "mkdir -p src/.vscode",
        "mkdir -p a/b && echo x > a/b/settings.json && mkdir c && mv a/b c/.claude",
        "mkdir -p x/y/.git/hooks && echo y > x/y/.git/hooks/pre-commit",
        "git init -q sub",
        "mkdir -p a/b/.vscode",
        "mkdir -p a/b/c && echo y > a/b/c/.ENVRC",
        "mkdir -p a/b && mv a a2 && mv a2/b a2/.vscode",
        "mkdir -p a/deep && ln -s deep/.vscode a/l && echo x > a/l",
        "git clone -q . copy",
        "echo x > ok && mv ok .envrc",
        "echo x > ok && ln ok .envrc",
        "ln -s ok .envrc",
        "ln AGENTS.md other && echo x >> other",
        "mv AGENTS.md gone",
        "rm AGENTS.md",
        "truncate -s 0 AGENTS.md",
        "chmod 777 AGENTS.md",
        "touch -d 2001-01-01 AGENTS.md",
        "sed -i s/kind/evil/ AGENTS.md",
        "mkdir a && cd a && ln -s ../.git g && echo x > g/config",
        "ln -s .git g && echo x > g/hooks/post-commit",
        "ln -s $OUT/file l && echo x > l && grep -q x $OUT/file",
        "ln -s $OUT d && echo x > d/new",
        "echo x > /proc/self/cwd/.envrc",
        "echo x > /proc/self/root$OUT/new",
        "exec 3<$OUT && echo x > /proc/self/fd/3/new",
        "exec 3<$OUT/file && echo x > /proc/self/fd/3 && grep -q x $OUT/file",
        "exec 3<AGENTS.md && echo x > /dev/fd/3",
        "mv $OUT/file here",
        "ln $OUT/file here",
        "mkdir $OUT/d",
        "mkfifo $OUT/p",
        "rm -r $OUT",
        "chmod 700 $OUT",
        "touch -d 2001-01-01 $OUT/file && [ $(stat -c %Y $OUT/file) -lt 1000000000 ]",
        "chmod 4755 src/A.java && [ -u src/A.java ]",
        "mknod null c 1 3",
        "setfattr -n user.x -v y src/A.java",
        "mv .git gone",
        "perl -e '$p=\".envrc\"; $how=pack(\"QQQ\",0x41,0644,0);"
            + " exit 1 if syscall(437,-100,$p,$how,24) < 0'",
        "python3 -c 'import os; os.open(\".\", os.O_TMPFILE | os.O_RDWR)'",
      })
  void noWayLeadsAround(String script) throws Exception {
    try (var sandbox = opened()) {
      var ended = run(sandbox, script);

      assertThat(ended.code()).as(ended.said()).isNotZero();
    }
    assertThat(outside.resolve("file")).hasContent("content");
    assertThat(outside.resolve("new")).doesNotExist();
    assertThat(project.resolve("AGENTS.md")).hasContent("be kind");
    assertThat(project.resolve(".envrc")).doesNotExist();
    assertThat(project.resolve(".git/hooks/post-commit")).doesNotExist();
  }

  /** A part of the path is a folder and a link out, by turns, while files are made below it. */
  @Test
  void aLinkThatFlipsLeadsNeverOut() throws Exception {
    var flipping =
        """
        mkdir real && ln -s $OUT link
        perl -e 'for (1..1000) { rename "real", "way"; rename "way", "real";
                                 rename "link", "way"; rename "way", "link"; }' &
        perl -e 'my $made = 0;
          for (1..2000) { if (open(my $f, ">", "way/file$_")) { $made++ } mkdir "way/d$_"; unlink "way/file";
            rename "src/A.java", "way/new"; truncate "way/file", 0; chmod 0600, "way/file"; }
          print "made $made\n"; '
        wait; true
        """;
    try (var sandbox = opened()) {
      var ended = run(sandbox, flipping);

      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.said()).containsPattern("made [1-9]");
    }
    try (var names = Files.list(outside)) {
      assertThat(names.map(path -> path.getFileName().toString())).containsExactly("file");
    }
    assertThat(outside.resolve("file")).hasContent("content");
    assertThat(Files.getPosixFilePermissions(outside.resolve("file"))).hasSizeGreaterThan(2);
  }

  @Test
  void noFileOfThisProcessIsHandedOn() throws Exception {
    try (var sandbox = opened();
        var _ = Files.newBufferedWriter(outside.resolve("file"), StandardOpenOption.APPEND)) {
      var ended = run(sandbox, "ls /proc/self/fd | tr '\\n' ' '");

      // Three, and the one that lists them.
      assertThat(ended.said().strip()).isEqualTo("0 1 2 3");
    }
  }

  @Test
  void modesAndUmasksAreAsTheyWouldBe() throws Exception {
    try (var sandbox = opened()) {
      var script =
          "umask 077 && echo x > private && mkdir own && umask 000 && echo x > all && mkdir open"
              + " && stat -c %a private own all open | tr '\\n' ' '";

      assertThat(run(sandbox, script).said().strip()).isEqualTo("600 700 666 777");
    }
  }

  @Test
  void aRepositoryFurtherDownIsLikeTheOneAtTheTop() throws Exception {
    assertThat(plain("git init -q deep/sub && mkdir -p deep/sub/.git/hooks").code()).isZero();
    close();
    sandbox = sandbox(Profile.Git.HISTORY);
    var commit = "cd deep/sub && echo x > f && git add f && git -c user.name=a -c user.email=b";
    assertThat(confined(commit + " commit -q -m x && git log --oneline", User.SAME).said())
        .endsWith("x\n");
    for (var script :
        List.of(
            "echo x > deep/sub/.git/hooks/post-commit",
            "git -C deep/sub config core.fsmonitor evil",
            "mkdir -p deep/sub/.git/x/.git",
            "mv deep/sub/.git/hooks deep/sub/.git/gone",
            "mv deep/sub/.git deep/sub/gone",
            "mv deep moved")) {
      assertThat(confined(script, User.SAME).code()).as(script).isNotZero();
    }
  }
}
