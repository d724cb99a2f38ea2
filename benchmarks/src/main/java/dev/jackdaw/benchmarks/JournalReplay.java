package dev.jackdaw.benchmarks;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.journal.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Opening a session of 10,000 events of 2 KiB, as a resumed one is, and reading them all; cold,
 * because a process does it once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Measurement(iterations = 1)
public class JournalReplay {
  private static final int EVENTS = 10_000;
  private static final SessionId SESSION = new SessionId("benchmark");

  private Path folder;
  private Sessions sessions;

  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("jackdaw-replay");
    sessions = new Sessions(folder, InstantSource.system());
    try (var journal = sessions.create(SESSION, folder)) {
      for (var i = 1; i <= EVENTS; i++) journal.append(AgentId.MAIN, Conversation.finished(i));
    }
  }

  @TearDown
  public void delete() throws IOException {
    TemporaryFolder.delete(folder);
  }

  @Benchmark
  public long openAndReplay() {
    var last = new long[1];
    try (var journal = sessions.open(SESSION)) {
      journal.replay(occurrence -> last[0] = occurrence.sequence());
    }
    return last[0];
  }
}
