package dev.jackdaw.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConcurrencyTest {
  private static final int THREADS = 64;
  private static final int EVENTS = 40;

  @TempDir Path folder;

  @Test
  void eventsAreNumberedInTheOrderOfTheCalls() throws Exception {
    var disk = new FailingDisk();
    List<Occurrence> appended = new ArrayList<>();
    try (var journal = Some.journal(folder, disk)) {
      var start = new CountDownLatch(1);
      List<Callable<List<Occurrence>>> jobs = new ArrayList<>();
      for (var i = 1; i <= THREADS; i++) {
        var agent = AgentId.MAIN.child(i);
        jobs.add(() -> run(journal, agent, start));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var futures = jobs.stream().map(threads::submit).toList();
        start.countDown();
        for (var future : futures) appended.addAll(future.get());
      }
      appended.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
      assertThat(Some.occurrences(journal)).isEqualTo(appended);
    }
    assertThat(disk.forced).isLessThan(THREADS * EVENTS);
    try (var journal = Some.journal(folder)) {
      var replayed = Some.occurrences(journal);
      assertThat(replayed).isEqualTo(appended).hasSize(THREADS * EVENTS);
      assertOrdered(replayed);
    }
  }

  private static List<Occurrence> run(FileJournal journal, AgentId agent, CountDownLatch start)
      throws InterruptedException {
    start.await();
    var mine = new ArrayList<Occurrence>();
    for (var i = 0; i < EVENTS; i++) {
      var text = i % 20 == 19 ? Some.big(17_000) : Integer.toString(i);
      mine.add(journal.append(agent, new Event.NoticeGiven(text)));
      if (i % 4 == 0) journal.sync();
    }
    return mine;
  }

  private static void assertOrdered(List<Occurrence> replayed) {
    var counts = new HashMap<AgentId, Integer>();
    for (var i = 0; i < replayed.size(); i++) {
      var occurrence = replayed.get(i);
      assertThat(occurrence.sequence()).isEqualTo(i + 1);
      var count = counts.merge(occurrence.agent(), 1, Integer::sum) - 1;
      if (count % 20 != 19) {
        assertThat(occurrence.event()).isEqualTo(new Event.NoticeGiven(Integer.toString(count)));
      }
    }
  }

  @Test
  void oneForceServesEveryoneWhoWaits() throws Exception {
    var disk = new FailingDisk();
    try (var journal = Some.journal(folder, disk)) {
      Some.append(journal, Some.prompt("a"));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var i = 0; i < THREADS; i++) threads.execute(journal::sync);
      }
      assertThat(disk.forced).isEqualTo(1);
    }
    assertThat(disk.forced).isEqualTo(1);
  }
}
