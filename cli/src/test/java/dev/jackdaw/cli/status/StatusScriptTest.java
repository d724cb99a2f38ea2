package dev.jackdaw.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class StatusScriptTest {
  @TempDir private Path folder;
  private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

  private StatusScript script(String command, Duration patience) {
    return new StatusScript(command, folder, patience, Duration.ZERO, shown::add);
  }

  private @Nullable String next() throws InterruptedException {
    return shown.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void readsHowThingsStandAndPrintsALine() throws Exception {
    try (var script = script("cat; pwd; echo no >&2", Duration.ofSeconds(30))) {
      script.tell(Json.object().put("cwd", "x").build());
      assertThat(next()).isEqualTo("{\"cwd\":\"x\"}\n" + folder.toRealPath() + "\n");
    }
  }

  @Test
  void isNotWaitedForAndShowsNothingWhenItFails() throws Exception {
    try (var script = script("echo half; sleep 600", Duration.ofMillis(200))) {
      script.tell(Json.Obj.EMPTY);
      assertThat(next()).isEmpty();
    }
    try (var script = script("echo half; exit 3", Duration.ofSeconds(30))) {
      script.tell(Json.Obj.EMPTY);
      assertThat(next()).isEmpty();
    }
  }

  @Test
  void takesNoMoreThanALine() throws Exception {
    try (var script = script("yes | head -c 1000000", Duration.ofSeconds(30))) {
      script.tell(Json.Obj.EMPTY);
      assertThat(next()).hasSize(4096);
    }
  }

  @Test
  void knowsTheBranchWithoutRunningGit() throws IOException {
    assertThat(GitBranch.of(folder)).isEmpty();
    Files.createDirectories(folder.resolve(".git/worktrees/w"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/feature/x\n");
    Files.createDirectories(folder.resolve("a/b"));
    assertThat(GitBranch.of(folder.resolve("a/b"))).isEqualTo("feature/x");
    Files.writeString(folder.resolve(".git/HEAD"), "0123456789".repeat(4) + "\n");
    assertThat(GitBranch.of(folder)).isEqualTo("01234567");
    Files.writeString(folder.resolve(".git/worktrees/w/HEAD"), "ref: refs/heads/other");
    Files.writeString(folder.resolve("a/.git"), "gitdir: ../.git/worktrees/w\n");
    assertThat(GitBranch.of(folder.resolve("a/b"))).isEqualTo("other");
  }
}
