package dev.jackdaw.tools.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jackdaw.tools.shell.Exchange.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program can do to whoever exchanges texts with it. */
@Timeout(60)
class ExchangeTest {
  private static final int MAX = 10_000;

  @TempDir Path folder;

  private Exchange.Answer run(String command, Duration timeout)
      throws IOException, InterruptedException {
    var environment = Map.of("PATH", System.getenv("PATH"));
    var request = new Exchange.Request(command, folder, environment, "question\n", timeout, MAX);
    return Exchange.run(Launcher.unconfined(), request);
  }

  private Exchange.Answer run(String command) throws IOException, InterruptedException {
    return run(command, Duration.ofSeconds(30));
  }

  /** Every sleep of this test has a length of its own, so that it can be looked for. */
  private static boolean isAsleep(String seconds) {
    return ProcessHandle.allProcesses()
        .anyMatch(each -> each.info().commandLine().orElse("").endsWith("sleep " + seconds));
  }

  @Test
  void tellsAndHears() throws IOException, InterruptedException {
    assertThat(run("read x; echo \"answer to $x\"; echo trouble >&2; exit 3"))
        .isEqualTo(new Exchange.Answer(End.ENDED, 3, "answer to question\n", "trouble\n"));
  }

  @Test
  void doesNotNeedToBeHeard() throws IOException, InterruptedException {
    assertThat(run("exec <&-; exit 0").exit()).isZero();
  }

  @Test
  void endsWhatNeverEndsWithAllItStarted() throws IOException, InterruptedException {
    var answer =
        run(
            "sleep 7001 & (setsid sleep 7002 &) ; trap '' TERM; sleep 7003",
            Duration.ofMillis(500));

    assertThat(answer.end()).isEqualTo(End.TIMED_OUT);
    assertThat(isAsleep("7001") || isAsleep("7002") || isAsleep("7003")).isFalse();
  }

  @Test
  void whatItLeavesBehindDoesNotHoldItsAnswerBack() throws IOException, InterruptedException {
    var answer = run("sleep 7004 & echo done");

    assertThat(answer).isEqualTo(new Exchange.Answer(End.ENDED, 0, "done\n", ""));
    assertThat(isAsleep("7004")).isFalse();
  }

  @Test
  void stopsAFloodOfEitherKind() throws IOException, InterruptedException {
    assertThat(run("yes").end()).isEqualTo(End.FLOODED);
    assertThat(run("yes >&2").end()).isEqualTo(End.FLOODED);
  }

  @Test
  void anInterruptionEndsIt() throws InterruptedException {
    var failed = new boolean[1];
    var thread =
        Thread.ofPlatform()
            .start(() ->
                failed[0] =
                    assertThrows(InterruptedException.class, () -> run("touch begun; sleep 7005"))
                        != null);
    while (!Files.exists(folder.resolve("begun"))) Thread.onSpinWait();
    thread.interrupt();
    thread.join();

    assertThat(failed[0]).isTrue();
    assertThat(isAsleep("7005")).isFalse();
  }
}
