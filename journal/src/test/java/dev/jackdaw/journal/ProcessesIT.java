package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and one store. */
final class ProcessesIT {
  private static final int KILLS = 20;

  @TempDir Path folder;
  private Sessions sessions;

  @BeforeEach
  void create() {
    sessions = new Sessions(folder, InstantSource.system());
    try (var journal = sessions.create(Some.ID, folder)) {
      Some.append(journal, Some.opened(Some.ID, folder));
    }
  }

  private static void end(Process child) throws InterruptedException {
    child.destroyForcibly();
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSessionOpenInAnotherProcessIsLockedUntilItEnds() throws Exception {
    var child = Child.start("hold", folder, Some.ID);
    try (var output = Child.output(child)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> sessions.open(Some.ID))
          .isInstanceOfSatisfying(
              JackdawException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(JackdawException.Kind.USER);
                assertThat(e.code()).isEqualTo("session-locked");
              })
          .hasMessageContaining("process " + child.pid() + " on ")
          .hasMessageContaining("--fork-session");
      assertThat(Some.events(sessions.view(Some.ID))).hasSize(1);
    } finally {
      end(child);
    }
    sessions.open(Some.ID).close();
  }

  @Test
  void aSessionOpenHereIsLockedForAnotherProcessWhateverThisOneReads() throws Exception {
    try (var _ = sessions.open(Some.ID)) {
      sessions.list();
      assertThatThrownBy(() -> sessions.open(Some.ID)).hasMessageContaining("this process");
      assertThatThrownBy(() -> sessions.delete(Some.ID)).hasMessageContaining("this process");
      var child = Child.start("hold", folder, Some.ID);
      try (var output = Child.output(child)) {
        assertThat(output.readLine()).isEqualTo("session-locked");
      } finally {
        end(child);
      }
    }
  }

  @Test
  void everyAcknowledgedEventSurvivesAKill() throws Exception {
    var random = new Random(20);
    for (var round = 0; round < KILLS; round++) {
      var acknowledged = killedWhileAppending(random.nextInt(1, 300));
      try (var journal = sessions.open(Some.ID)) {
        var found = Some.occurrences(journal);
        assertThat(found).extracting(Occurrence::sequence).endsWith((long) found.size());
        assertThat(found.size()).as("round %s", round).isGreaterThanOrEqualTo((int) acknowledged);
        assertThat(journal.warnings())
            .allSatisfy(text -> assertThat(text).contains("not finished"));
      }
    }
    assertThat(
            Shelf.children(
                folder.resolve("sessions").resolve(ProjectKey.of(ProjectKey.canonical(folder)))))
        .noneSatisfy(path -> assertThat(path.toString()).contains("damaged"));
  }

  /** Returns the number of the last event that the child said was kept. */
  private long killedWhileAppending(int events) throws IOException, InterruptedException {
    var child = Child.start("append", folder, Some.ID);
    var last = 0L;
    try (var output = Child.output(child)) {
      for (var i = 0; i < events; i++) last = Long.parseLong(output.readLine());
      // Not the process itself: that would close the pipe before it is read to the end.
      child.toHandle().destroyForcibly();
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (!line.isEmpty()) last = Math.max(last, number(line, last));
      }
    } finally {
      end(child);
    }
    return last;
  }

  /** The last line may be cut; a shorter number is then just smaller. */
  private static long number(String line, long otherwise) {
    return line.chars().allMatch(Character::isDigit) ? Long.parseLong(line) : otherwise;
  }

  @Test
  void aLockLeftByAKilledProcessIsTakenOver() throws Exception {
    killedWhileAppending(1);
    try (var journal = sessions.open(Some.ID)) {
      var lock = FileJournal.lockFile(journal.file(), Some.ID);
      assertThat(Owner.parse(Files.readString(lock)).orElseThrow().process())
          .isEqualTo(ProcessHandle.current().pid());
    }
  }
}
