package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionLockTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private SessionLock acquire() throws IOException {
    return SessionLock.acquire(folder.resolve("s1.lock"), Some.ID, FakeClock.create());
  }

  @Test
  void isHeldOnceInAProcessHoweverTheFileIsSpelled() throws IOException {
    try (var _ = acquire()) {
      assertThatThrownBy(this::acquire).hasMessageContaining("is open in this process");
      var roundabout = folder.resolve("x/../s1.lock");
      Files.createDirectory(folder.resolve("x"));
      assertThatThrownBy(() -> SessionLock.acquire(roundabout, Some.ID, FakeClock.create()))
          .hasMessageContaining("is open in this process");
    }
    acquire().close();
    assertThat(folder.resolve("s1.lock")).doesNotExist();
  }

  @Test
  void whatAnEndedProcessLeftBehindDoesNotMatter() throws IOException {
    Files.writeString(folder.resolve("s1.lock"), new Owner(999_999_999, 7, "here", NOW).write());
    acquire().close();
    Files.writeString(folder.resolve("s1.lock"), "not an owner at all");
    acquire().close();
  }

  @Test
  void saysWhoHoldsIt() throws IOException {
    try (var _ = acquire()) {
      var owner = Owner.parse(Files.readString(folder.resolve("s1.lock"))).orElseThrow();
      assertThat(owner.process()).isEqualTo(ProcessHandle.current().pid());
      assertThat(owner.since()).isEqualTo(NOW);
      assertThat(owner.isAlive()).isTrue();
    }
  }

  @Test
  void anOwnerIsGoneWhenItsNumberIsFreeOrWasGivenToALaterProcess() {
    var self = Owner.self(NOW);
    assertThat(self.isAlive()).isTrue();
    assertThat(new Owner(999_999_999, self.started(), self.host(), NOW).isAlive()).isFalse();
    assertThat(new Owner(self.process(), self.started() - 1, self.host(), NOW).isAlive()).isFalse();
    assertThat(new Owner(999_999_999, self.started(), "elsewhere", NOW).isAlive()).isTrue();
  }
}
