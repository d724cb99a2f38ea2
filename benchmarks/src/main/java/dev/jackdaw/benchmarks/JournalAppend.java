package dev.jackdaw.benchmarks;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.journal.FileJournal;
import dev.jackdaw.journal.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Keeping an event of 2 KiB: handed to the operating system, and waited for on the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalAppend {
  private final Event.Durable event = Conversation.finished(1);
  private Path folder;
  private FileJournal journal;

  /** A fresh file for every iteration keeps the folder small. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory("jackdaw-journal");
    var sessions = new Sessions(folder, InstantSource.system());
    journal = sessions.create(new SessionId("benchmark"), folder);
  }

  @TearDown(Level.Iteration)
  public void close() throws IOException {
    journal.close();
    TemporaryFolder.delete(folder);
  }

  @Benchmark
  public Occurrence append() {
    return journal.append(AgentId.MAIN, event);
  }

  @Benchmark
  public Occurrence appendAndSync() {
    var occurrence = journal.append(AgentId.MAIN, event);
    journal.sync();
    return occurrence;
  }
}
