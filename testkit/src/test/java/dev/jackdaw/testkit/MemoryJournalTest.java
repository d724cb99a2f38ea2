package dev.jackdaw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class MemoryJournalTest {
  private final MemoryJournal journal = new MemoryJournal();

  @Test
  void failsTheAppendItWasToldTo() {
    journal.failAppend(2);
    append("a");
    assertThatThrownBy(() -> append("b"))
        .isInstanceOfSatisfying(
            JackdawException.class,
            e -> assertThat(e.kind()).isEqualTo(JackdawException.Kind.ENVIRONMENT));
    append("c");
    assertThat(journal.events())
        .containsExactly(new Event.NoticeGiven("a"), new Event.NoticeGiven("c"));
  }

  @Test
  void keepsWhatACrashOrAPowerCutLeaves() {
    append("a");
    journal.sync();
    append("b");
    assertThat(journal.afterPowerCut().occurrences()).hasSize(1);
    assertThat(journal.afterCrash().occurrences()).isEqualTo(journal.occurrences());
    assertThat(journal.afterCrashAt(0).events()).isEmpty();
  }

  @Test
  void findsBodiesByTheirReference() throws IOException {
    var blobs = journal.blobs();
    try (var sink = blobs.create()) {
      sink.write("lost".getBytes(StandardCharsets.UTF_8));
    }
    Blobs.Handle handle;
    try (var sink = blobs.create()) {
      sink.write("kept".getBytes(StandardCharsets.UTF_8));
      handle = sink.commit();
    }
    assertThat(blobs.texts()).containsOnlyKeys(handle.sha256());
    assertThat(blobs.find(handle.reference())).isEqualTo(handle);
    assertThatThrownBy(() -> blobs.find("blob:zz")).isInstanceOf(NoSuchFileException.class);
  }

  private void append(String text) {
    journal.append(AgentId.MAIN, new Event.NoticeGiven(text));
  }
}
