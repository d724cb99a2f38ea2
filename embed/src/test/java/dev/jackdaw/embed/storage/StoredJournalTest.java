package dev.jackdaw.embed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.embed.MemoryStore;
import dev.jackdaw.testkit.FakeClock;
import dev.jackdaw.testkit.contract.JournalContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoredJournalTest extends JournalContract {
  private final MemoryStore store = new MemoryStore();
  private final Storage storage = Storage.of(store);

  @Override
  protected Journal create(SessionId session) {
    return storage.create(session, Path.of(""), FakeClock.create());
  }

  @Override
  protected Journal reopen(Journal closed) {
    return storage.open(closed.session(), FakeClock.create());
  }

  @Test
  void stopsWhoeverGoesOnWithASessionThatSomebodyElseWentOnWith() {
    var one = create(new SessionId("s"));
    var other = reopen(one);
    other.append(AgentId.MAIN, new Event.NoticeGiven("mine"));
    assertThatThrownBy(() -> one.append(AgentId.MAIN, new Event.NoticeGiven("mine, too")))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("session-locked"));
  }

  @Test
  void passesOverEventsOfLaterVersions() throws IOException {
    var id = new SessionId("s");
    create(id).close();
    store.append(id, 1, "{\"sequence\":1,\"agent\":\"\",\"event\":{\"type\":\"from-the-future\"}}");
    var journal = storage.open(id, FakeClock.create());
    journal.replay(_ -> {
      throw new AssertionError("nothing is understood");
    });
    assertThat(journal.append(AgentId.MAIN, new Event.NoticeGiven("a")).sequence()).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> storage.open(new SessionId("s"), FakeClock.create()))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("session-unknown"));
    create(new SessionId("s")).close();
    assertThatThrownBy(() -> create(new SessionId("s")))
        .isInstanceOfSatisfying(
            JackdawException.class, e -> assertThat(e.code()).isEqualTo("session-exists"));
  }
}
