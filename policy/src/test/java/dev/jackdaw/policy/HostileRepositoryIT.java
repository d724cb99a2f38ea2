package dev.jackdaw.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jackdaw.api.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Repositories whose settings, hooks and attributes try to have a program run by looking at them.
 */
class HostileRepositoryIT {
  @TempDir Path temp;
  private Path root = Path.of("");
  private Path trap = Path.of("");

  @BeforeEach
  void layOut() throws IOException, InterruptedException {
    assumeTrue(BashRunner.works(List.of("git", "--version")), "there is no git");
    root = Files.createDirectory(temp.toRealPath().resolve("work"));
    Files.createDirectory(temp.resolve("home"));
    trap = temp.toRealPath().resolve("trap");
    Files.writeString(trap, "#!/bin/sh\ntouch '" + temp.toRealPath() + "/sprung'\ncat\n");
    Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString("rwxr-xr-x"));
    temp.toFile().setReadable(true, false);
    temp.toFile().setExecutable(true, false);
    Files.writeString(root.resolve("README.md"), "foo\n");
    Files.writeString(root.resolve("same.md"), "same\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    Files.writeString(root.resolve("README.md"), "bar\n");
  }

  private void git(String... arguments) throws InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", root.toString(), "-c", "user.name=x", "-c"));
    command.add("user.email=x@example.com");
    command.addAll(List.of(arguments));
    assertThat(BashRunner.works(command)).as("%s", command).isTrue();
  }

  private boolean isSprung() {
    return Files.exists(temp.resolve("sprung"));
  }

  private List<String> allowedGitLines() {
    var on = Fixture.in(root);
    var policy = on.builder().build();
    var lines = new ArrayList<String>();
    for (var line : CommandCorpusTest.lines("plain.txt")) {
      if (!line.startsWith("which")
          && line.contains("git ")
          && Fixture.decide(policy, on.bash(line)) instanceof Decision.Allow) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void runAll(List<String> lines) throws IOException, InterruptedException {
    var runner = new BashRunner(root);
    for (var line : lines) runner.run(line);
  }

  @Test
  void aHarmlessRepositoryIsLookedAtUnasked() throws IOException, InterruptedException {
    var lines = allowedGitLines();
    assertThat(lines).hasSizeGreaterThan(100);
    runAll(lines);
    assertThat(isSprung()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "core.fsmonitor,          git status",
    "diff.external,           git diff",
    "diff.trap.command,       git diff",
    "diff.trap.textconv,      git diff",
    "filter.trap.clean,       git diff",
    "filter.trap.process,     git status",
    "core.pager,              git log",
    "gpg.program,             git log",
    "core.hooksPath,          git status",
    "core.sshCommand,         git log",
    "alias.status,            git status",
    "include.path,            git status",
    "core.worktree,           git status",
    "interactive.diffFilter,  git diff",
    "credential.helper,       git log",
    "uploadpack.packObjectsHook, git log",
    "remote.origin.uploadpack,   git log",
    "remote.origin.promisor,     git log",
    "extensions.partialClone,    git log",
    "submodule.x.update,         git status"
  })
  void settingsThatCouldRunAProgramAsk(String key, String line)
      throws IOException, InterruptedException {
    Files.writeString(root.resolve(".gitattributes"), "* diff=trap filter=trap\n");
    git("config", key, trap.toString());
    var on = Fixture.in(root);
    assertThat(Fixture.decide(on.builder().build(), on.bash(line)))
        .isInstanceOf(Decision.Ask.class);
    assertThat(allowedGitLines()).containsOnly("git --version");
  }

  @Test
  void theTrapsWouldSpringWithoutThat() throws IOException, InterruptedException {
    git("config", "core.fsmonitor", trap.toString());
    git("status");
    assertThat(isSprung()).isTrue();
  }

  @Test
  void hooksDoNotRun() throws IOException, InterruptedException {
    for (var hook : List.of("post-index-change", "post-checkout", "fsmonitor-watchman")) {
      Files.copy(trap, root.resolve(".git/hooks").resolve(hook));
    }
    Files.setLastModifiedTime(root.resolve("same.md"), FileTime.fromMillis(0));
    runAll(allowedGitLines());
    assertThat(isSprung()).isFalse();
    runAll(List.of("GIT_OPTIONAL_LOCKS=1 git status"));
    assertThat(isSprung()).as("the hook runs when git writes the index").isTrue();
  }

  @Test
  void anotherRepositoryInsideAsks() throws IOException, InterruptedException {
    Files.createDirectories(root.resolve("inner"));
    assertThat(BashRunner.works(List.of("git", "init", "-q", root.resolve("inner").toString())))
        .isTrue();
    assertThat(
            BashRunner.works(
                List.of(
                    "git",
                    "-C",
                    root.resolve("inner").toString(),
                    "-c",
                    "user.name=x",
                    "-c",
                    "user.email=x@example.com",
                    "commit",
                    "-qm",
                    "x",
                    "--allow-empty")))
        .isTrue();
    git("add", "inner");
    assertThat(allowedGitLines()).containsOnly("git --version");
  }

  @Test
  void theInsideOfARepositoryAsks() throws IOException, InterruptedException {
    git("init", "-q", "--bare", root.resolve("bare").toString());
    var on = Fixture.in(root);
    for (var line : List.of("cd bare && git log", "cd .git && git log")) {
      assertThat(Fixture.decide(on.builder().build(), on.bash(line)))
          .as(line)
          .isInstanceOf(Decision.Ask.class);
    }
  }

  @Test
  void aWorktreeIsJudgedByTheSettingsItShares() throws IOException, InterruptedException {
    var other = temp.toRealPath().resolve("other");
    git("worktree", "add", "-q", other.toString());
    root = other;
    assertThat(allowedGitLines()).hasSizeGreaterThan(100);
    git("config", "core.fsmonitor", trap.toString());
    assertThat(allowedGitLines()).containsOnly("git --version");
  }
}
