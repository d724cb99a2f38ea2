package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FullDiskTest {
  private static final long ENOUGH = Long.MAX_VALUE;

  @TempDir Path folder;
  private final FailingDisk disk = new FailingDisk();

  @Test
  void aDiskFullAtAnyByteLeavesNothingOfTheEventAndEverythingBeforeIt() throws IOException {
    var size = Files.size(written(folder.resolve("size")));
    for (var left = 0L; left < size; left++) {
      var inner = folder.resolve("full" + left);
      try (var journal = Some.journal(inner, disk)) {
        Some.append(journal, Some.prompt("before"));
        disk.bytesLeft = left;
        var failure =
            catchThrowableOfType(
                JackdawException.class, () -> Some.append(journal, Some.prompt("lost")));
        disk.bytesLeft = ENOUGH;
        assertThat(failure.kind()).isEqualTo(JackdawException.Kind.ENVIRONMENT);
        assertThat(failure.code()).isEqualTo("journal-write-failed");
        assertThat(Some.events(journal)).containsExactly(Some.prompt("before"));
        Some.append(journal, Some.prompt("after"));
      }
      assertReopens(inner, Some.prompt("before"), Some.prompt("after"));
    }
  }

  private Path written(Path inner) throws IOException {
    try (var journal = Some.journal(inner, new FailingDisk())) {
      Some.append(journal, Some.prompt("lost"));
    }
    return Some.file(inner);
  }

  private static void assertReopens(Path inner, Event... expected) throws IOException {
    try (var journal = Some.journal(inner, new FailingDisk())) {
      assertThat(journal.warnings()).isEmpty();
      assertThat(Some.events(journal)).containsExactly(expected);
    }
  }

  @Test
  void aDiskFullInTheMiddleOfABodyLeavesNothing() throws IOException {
    for (var left : List.of(0L, 1L, 16_000L, 64_000L, 99_999L)) {
      var inner = folder.resolve("body" + left);
      try (var journal = Some.journal(inner, disk)) {
        disk.bytesLeft = left;
        assertThatThrownBy(() -> Some.append(journal, Some.prompt(Some.big(100_000))))
            .isInstanceOf(JackdawException.class);
        disk.bytesLeft = ENOUGH;
        Some.append(journal, Some.prompt(Some.big(100_000)));
      }
      assertReopens(inner, Some.prompt(Some.big(100_000)));
      assertThat(Shelf.children(inner.resolve("blobs/unfinished"))).isEmpty();
    }
  }

  @Test
  void theMessageSaysWhatIsFullAndWhatToDo() throws IOException {
    try (var journal = Some.journal(folder, disk)) {
      disk.bytesLeft = 3;
      assertThatThrownBy(() -> Some.append(journal, Some.prompt("x")))
          .hasMessageContaining(journal.file().toString())
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("Free some space on the disk that holds " + folder)
          .hasMessageContaining("Nothing of the last event was kept");
      disk.bytesLeft = ENOUGH;
    }
  }

  @Test
  void aDiskThatBreaksInTheMiddleOfAnEventIsSaidToBeWorthALook() throws IOException {
    disk.problem = "Input/output error";
    try (var journal = Some.journal(folder, disk)) {
      Some.append(journal, Some.prompt("before"));
      disk.bytesLeft = 40;
      assertThatThrownBy(() -> Some.append(journal, Some.prompt("lost")))
          .hasMessageContaining("Input/output error")
          .hasMessageContaining("Check the disk that holds " + folder);
      disk.bytesLeft = ENOUGH;
    }
    assertReopens(folder, Some.prompt("before"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders have no modes there")
  void aFolderThatMustNotBeWrittenIsNamedAndWhatIsInItStays() throws IOException {
    var state = folder.resolve("state");
    var sessions = new Sessions(state, FakeClock.create());
    try (var journal = sessions.create(Some.ID, folder)) {
      Some.append(journal, Some.prompt("before"));
    }
    var file = file(state);
    var kept = Files.readAllBytes(file);
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("r-x------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    try {
      assumeFalse(Files.isWritable(file.getParent()), "nothing is forbidden to root");
      assertThatThrownBy(() -> sessions.open(Some.ID))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("Make " + file.getParent() + " writable for you");
      assertThatThrownBy(() -> sessions.create(new SessionId("s2"), folder))
          .isInstanceOf(JackdawException.class)
          .hasMessageContaining("or set JACKDAW_HOME to another folder");
      assertThat(Files.readAllBytes(file)).isEqualTo(kept);
    } finally {
      Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static Path file(Path state) throws IOException {
    try (var files = Files.walk(state)) {
      return files
          .filter(path -> path.toString().endsWith(Sessions.SUFFIX))
          .findAny()
          .orElseThrow();
    }
  }

  @Test
  void whatCouldNotBeTakenBackAtOnceIsTakenBackBeforeTheNextEvent() throws IOException {
    try (var journal = Some.journal(folder, disk)) {
      Some.append(journal, Some.prompt("before"));
      disk.bytesLeft = 30;
      disk.truncates = false;
      assertThatThrownBy(() -> Some.append(journal, Some.prompt("lost")))
          .isInstanceOf(JackdawException.class);
      disk.bytesLeft = ENOUGH;
      assertThatThrownBy(() -> Some.append(journal, Some.prompt("refused")))
          .isInstanceOf(JackdawException.class);
      disk.truncates = true;
      Some.append(journal, Some.prompt("after"));
    }
    assertReopens(folder, Some.prompt("before"), Some.prompt("after"));
  }

  @Test
  void whatCouldNeverBeTakenBackIsCutOffByTheNextToOpen() throws IOException {
    try (var journal = Some.journal(folder, disk)) {
      Some.append(journal, Some.prompt("before"));
      disk.bytesLeft = 30;
      disk.truncates = false;
      assertThatThrownBy(() -> Some.append(journal, Some.prompt("lost")))
          .isInstanceOf(JackdawException.class);
    }
    try (var journal = Some.journal(folder)) {
      assertThat(Some.events(journal)).containsExactly(Some.prompt("before"));
      assertThat(journal.warnings()).hasSize(1);
    }
  }

  @Test
  void aDiskThatDidNotConfirmOnceIsNotBelievedAgain() throws IOException {
    var journal = Some.journal(folder, disk);
    Some.append(journal, Some.prompt("a"));
    disk.forces = false;
    assertThatThrownBy(journal::sync)
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("journal-sync-failed"));
    disk.forces = true;
    assertThatThrownBy(journal::sync).isInstanceOf(JackdawException.class);
    journal.close();
    assertReopens(folder, Some.prompt("a"));
  }

  @Test
  void closingThatFailsToSyncLetsGoAllTheSame() throws IOException {
    var journal = Some.journal(folder, disk);
    Some.append(journal, Some.prompt("a"));
    disk.forces = false;
    assertThatThrownBy(journal::close).isInstanceOf(JackdawException.class);
    journal.close();
    assertReopens(folder, Some.prompt("a"));
  }

  @Test
  void aFullDiskAtOpeningDamagedFilesDestroysNothing() throws IOException {
    var file = written(folder);
    Files.writeString(file, Files.readString(file) + "damage\nmore\n");
    var before = Files.readAllBytes(file);
    disk.bytesLeft = 5;
    assertThatThrownBy(() -> Some.journal(folder, disk)).isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var journal = Some.journal(folder)) {
      assertThat(Some.events(journal)).containsExactly(Some.prompt("lost"));
    }
  }
}
