package dev.jackdaw.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.testkit.Generators;
import dev.jackdaw.testkit.MemoryBlobs;
import dev.jackdaw.testkit.Properties;
import dev.jackdaw.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every journal holds to. */
public abstract class JournalContract {
  private static final SessionId SESSION = new SessionId("contract");

  /** Returns a new, empty journal of the session. */
  protected abstract Journal create(SessionId session);

  /** Returns the same journal as a later process finds it; the earlier one is closed. */
  protected abstract Journal reopen(Journal closed);

  @Test
  void numbersEventsFromOne() {
    try (var journal = create(SESSION)) {
      assertThat(journal.session()).isEqualTo(SESSION);
      assertThat(replayed(journal)).isEmpty();
      var first = journal.append(AgentId.MAIN, new Event.NoticeGiven("a"));
      var second = journal.append(AgentId.MAIN.child(1), new Event.NoticeGiven("b"));
      assertThat(first.sequence()).isEqualTo(1);
      assertThat(second.sequence()).isEqualTo(2);
      assertThat(second.agent()).isEqualTo(new AgentId("1"));
      assertThat(replayed(journal)).containsExactly(first, second);
    }
  }

  @Test
  void hasASampleOfEveryDurableEvent() {
    assertThat(Samples.events().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Event.Durable.class.getPermittedSubclasses());
  }

  @Test
  void keepsEveryKindOfEvent() {
    var journal = create(SESSION);
    var kept = new ArrayList<Occurrence>();
    for (var event : Samples.events()) kept.add(journal.append(AgentId.MAIN, event));
    assertThat(replayed(journal)).isEqualTo(kept);
    journal.close();
    try (var later = reopen(journal)) {
      assertThat(later.session()).isEqualTo(SESSION);
      assertThat(replayed(later)).isEqualTo(kept);
      var next = later.append(AgentId.MAIN, new Event.SessionResumed("2"));
      assertThat(next.sequence()).isEqualTo(kept.size() + 1);
    }
  }

  @Test
  void keepsAnyText() {
    var journal = create(SESSION);
    var kept = new ArrayList<Occurrence>();
    Properties.forAll(
        (random, size) -> Generators.text(random, size * 20),
        text -> kept.add(journal.append(AgentId.MAIN, new Event.NoticeGiven(text))));
    kept.add(journal.append(AgentId.MAIN, new Event.NoticeGiven("x".repeat(3_000_000))));
    journal.close();
    try (var later = reopen(journal)) {
      assertThat(replayed(later)).isEqualTo(kept);
    }
  }

  @Test
  void keepsTheOrderOfManyThreads() throws Exception {
    var journal = create(SESSION);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var jobs = new ArrayList<Callable<Integer>>();
      for (var thread = 0; thread < 8; thread++) {
        var name = "thread " + thread;
        jobs.add(() -> {
          for (var i = 0; i < 50; i++) {
            journal.append(AgentId.MAIN, new Event.NoticeGiven(name + " " + i));
          }
          return 50;
        });
      }
      for (var done : threads.invokeAll(jobs)) assertThat(done.get()).isEqualTo(50);
    }
    var events = replayed(journal);
    assertThat(events.stream().map(Occurrence::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    for (var thread = 0; thread < 8; thread++) {
      var name = "thread " + thread + " ";
      var texts =
          events.stream()
              .map(each -> ((Event.NoticeGiven) each.event()).text())
              .filter(text -> text.startsWith(name))
              .toList();
      for (var i = 0; i < 50; i++) assertThat(texts.get(i)).isEqualTo(name + i);
    }
    journal.close();
    try (var later = reopen(journal)) {
      assertThat(replayed(later)).isEqualTo(events);
    }
  }

  @Test
  void canBeReplayedFromWithinAReplay() {
    try (var journal = create(SESSION)) {
      journal.append(AgentId.MAIN, new Event.NoticeGiven("a"));
      journal.replay(_ -> assertThat(replayed(journal)).hasSize(1));
    }
  }

  @Test
  void takesNothingOnceClosed() {
    var journal = create(SESSION);
    journal.append(AgentId.MAIN, new Event.NoticeGiven("a"));
    journal.sync();
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(AgentId.MAIN, new Event.NoticeGiven("b")));
    try (var later = reopen(journal)) {
      assertThat(replayed(later)).hasSize(1);
    }
  }

  @Test
  void keepsBodiesByTheirContent() throws IOException {
    var journal = create(SESSION);
    var handle = store(journal.blobs(), "body");
    assertThat(store(journal.blobs(), "body")).isEqualTo(handle);
    assertThat(handle.size()).isEqualTo(4);
    assertThat(read(journal.blobs(), handle)).isEqualTo("body");
    var empty = store(journal.blobs(), "");
    var large = store(journal.blobs(), "0123456789".repeat(100_000));
    journal.close();
    try (var later = reopen(journal)) {
      assertThat(read(later.blobs(), handle)).isEqualTo("body");
      assertThat(read(later.blobs(), empty)).isEmpty();
      assertThat(read(later.blobs(), large)).hasSize(1_000_000);
    }
  }

  @Test
  void findsBodiesByTheirReference() throws IOException {
    try (var journal = create(SESSION)) {
      var handle = store(journal.blobs(), "body");
      assertThat(journal.blobs().find(handle.reference())).isEqualTo(handle);
      assertThat(journal.blobs().find("blob:" + handle.sha256())).isEqualTo(handle);
      for (var reference : List.of("blob:0000000000000000", "blob:../../etc/passwd", "blob:*")) {
        assertThatThrownBy(() -> journal.blobs().find(reference))
            .isInstanceOf(NoSuchFileException.class);
      }
    }
  }

  @Test
  void forgetsABodyThatWasNotCommitted() throws IOException {
    try (var journal = create(SESSION)) {
      var elsewhere = handleOf("lost");
      try (var sink = journal.blobs().create()) {
        sink.write("lost".getBytes(StandardCharsets.UTF_8));
      }
      assertThatThrownBy(() -> journal.blobs().open(elsewhere).close())
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void takesNoMoreOfABodyOnceItIsCommitted() throws IOException {
    try (var journal = create(SESSION);
        var sink = journal.blobs().create()) {
      sink.write('a');
      var handle = sink.commit();
      assertThatThrownBy(() -> sink.write('b')).isInstanceOf(IOException.class);
      assertThat(read(journal.blobs(), handle)).isEqualTo("a");
    }
  }

  private static Blobs.Handle handleOf(String text) throws IOException {
    return store(new MemoryBlobs(), text);
  }

  private static Blobs.Handle store(Blobs blobs, String text) throws IOException {
    try (var sink = blobs.create()) {
      sink.write(text.getBytes(StandardCharsets.UTF_8));
      return sink.commit();
    }
  }

  private static String read(Blobs blobs, Blobs.Handle handle) throws IOException {
    try (var in = blobs.open(handle)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Occurrence> replayed(Journal journal) {
    var events = new ArrayList<Occurrence>();
    journal.replay(events::add);
    return events;
  }
}
