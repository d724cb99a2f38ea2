package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Label;
import dev.jackdaw.tools.output.FailureFinder;
import dev.jackdaw.tools.output.Failures;
import dev.jackdaw.tools.output.Keeper;
import dev.jackdaw.tools.output.Output;
import dev.jackdaw.tools.output.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command that was started. Its output ends when the last process that holds it is gone, which
 * may be after the command itself; it is <em>over</em> when both have ended. One thread reads the
 * output, one waits for the command; {@code lock} guards what they report. Safe for use by several
 * threads.
 */
final class Job {
  /** How long output may outlast the command before the command counts as finished without it. */
  static final Duration OUTPUT_GRACE = Duration.ofMillis(250);

  /** For how long output that keeps coming after the command is taken for its own. */
  private static final long MOST_OUTPUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long ANY = Long.MAX_VALUE;

  private final Body body;
  private final ProcessTree tree;
  private final Duration grace;
  private final Blobs blobs;
  private final Jobs.Order order;
  private final long started;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Output output = new Output();
  private volatile @Nullable FailureFinder finder;
  private Optional<Blobs.Handle> whole = Optional.empty();
  private OptionalInt exit = OptionalInt.empty();
  private long exited;
  private long appended;
  private boolean outputRead;
  private boolean outputEnded;
  private boolean killed;
  private boolean released;
  private int readersOfBytes;
  private long looked;
  private boolean told;
  private boolean settling;
  private String epilogue = "";
  private final JobFolder.@Nullable Entry entry;

  /**
   * {@code entry} is where its output is copied to, if it is; {@code started} is on the scale of
   * {@link System#nanoTime}.
   */
  Job(
      Body body,
      ProcessTree tree,
      Duration grace,
      Blobs blobs,
      Jobs.Order order,
      JobFolder.@Nullable Entry entry,
      long started) {
    this.started = started;
    this.entry = entry;
    this.order = order;
    this.body = body;
    this.tree = tree;
    this.grace = grace;
    this.blobs = blobs;
  }

  /** Lets the command begin, reads what it prints and waits for it. */
  void begin() {
    Thread.ofPlatform().daemon().name("output").start(this::read);
    Thread.ofVirtual().name("end").start(this::awaitExit);
  }

  /**
   * Reads by the largest pieces there are. It holds the monitor of the stream throughout: when a
   * process exits, the JDK otherwise drains the pipe without bound and closes it, under that
   * monitor, and what still writes to it would be lost.
   */
  private void read() {
    try (var keeper = new Keeper(blobs)) {
      var in = body.output();
      synchronized (in) {
        body.open();
        copy(in, keeper);
      }
      outputEnded(keeper.finish());
    } catch (IOException _) {
      // There is none.
    } finally {
      outputEnded(Optional.empty());
    }
  }

  private void copy(InputStream in, Keeper keeper) {
    var buffer = new byte[BUFFER_BYTES];
    try (var copy = new JobFolder.Copy(entry == null ? null : entry.outputFile())) {
      for (int count; (count = in.read(buffer)) >= 0; ) {
        keeper.accept(output, buffer, count);
        watch(buffer, count);
        copy.accept(buffer, count);
        append(buffer, count);
      }
    } catch (IOException _) {
      // The pipe is gone: so is the output.
    }
    appendLauncher();
    lock.lock();
    try {
      outputRead = true;
    } finally {
      lock.unlock();
    }
  }

  /** An output that memory holds is looked through when it is shown, if it has to be. */
  private void watch(byte[] buffer, int count) {
    if (output.total() + count <= Output.CAPACITY_BYTES) return;
    var watching = finder;
    if (watching == null) {
      watching = new FailureFinder();
      var before = output.since(0).whole();
      watching.accept(before, before.length);
      finder = watching;
    }
    watching.accept(buffer, count);
  }

  /** Returns what the whole output says about failures. */
  Failures failures() {
    var watching = finder;
    if (watching != null) return watching.found();
    var all = since(0);
    var late = new FailureFinder();
    late.accept(all.first(), all.first().length);
    late.accept(all.last(), all.last().length);
    return late.found();
  }

  /** A command that never began has printed nothing; what should have started it may have. */
  private void appendLauncher() {
    if (entry == null || output.total() > 0) return;
    var said = entry.launcher().getBytes(StandardCharsets.UTF_8);
    if (said.length > 0) append(said, said.length);
  }

  private void append(byte[] buffer, int count) {
    lock.lock();
    try {
      output.append(buffer, count);
      appended = System.nanoTime();
      if (readersOfBytes > 0) changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void outputEnded(Optional<Blobs.Handle> handle) {
    lock.lock();
    try {
      if (outputEnded) return;
      outputEnded = true;
      whole = handle;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitExit() {
    try {
      var code = body.await();
      lock.lock();
      try {
        exit = OptionalInt.of(code);
        exited = Math.max(started, body.ended());
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the job is settled, there is more output than that, or the time has come. */
  void awaitMoreThan(long bytes, long until) throws InterruptedException {
    await(bytes, until, OUTPUT_GRACE.toNanos());
  }

  /** Waits until the command is finished, with or without its output, or the time has come. */
  void awaitSettled(long until) throws InterruptedException {
    await(ANY, until, OUTPUT_GRACE.toNanos());
  }

  /** Waits until the job is over or the time has come. */
  void awaitOver(long until) throws InterruptedException {
    await(ANY, until, ANY);
  }

  private void await(long bytes, long until, long outputGrace) throws InterruptedException {
    lock.lockInterruptibly();
    if (bytes != ANY) readersOfBytes++;
    try {
      while (output.total() <= bytes && !(released && outputGrace != ANY)) {
        var left = Math.min(until - System.nanoTime(), untilSettled(outputGrace));
        if (left <= 0) return;
        var _ = changed.awaitNanos(left);
      }
    } finally {
      if (bytes != ANY) readersOfBytes--;
      lock.unlock();
    }
  }

  private long untilSettled(long outputGrace) {
    if (exit.isEmpty()) return ANY;
    if (outputEnded) return 0;
    if (outputRead || outputGrace == ANY) return ANY;
    // On a machine that is busy what was printed last is still on its way.
    var last = Math.min(Math.max(exited, appended), exited + MOST_OUTPUT_NANOS);
    return last + outputGrace - System.nanoTime();
  }

  /** Nobody wants to wait for it any more. */
  void release() {
    lock.lock();
    try {
      released = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it was {@link #release released} since this was asked last. */
  boolean takeRelease() {
    lock.lock();
    try {
      var was = released;
      released = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the command is finished, with or without its output. */
  boolean isSettled() {
    lock.lock();
    try {
      return untilSettled(OUTPUT_GRACE.toNanos()) <= 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the command and all that holds its output are gone. */
  boolean isOver() {
    lock.lock();
    try {
      return exit.isPresent() && outputEnded;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the whole tree and waits a little for the last output.
   *
   * @return whether it was interrupted meanwhile; it is ended all the same
   */
  boolean kill() {
    lock.lock();
    try {
      killed = !(exit.isPresent() && outputEnded);
    } finally {
      lock.unlock();
    }
    var interrupted = tree.end(grace);
    try {
      awaitOver(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    } catch (InterruptedException _) {
      return true;
    }
    return interrupted;
  }

  /**
   * Ends what the command left behind.
   *
   * @return whether it was interrupted meanwhile; it is ended all the same
   */
  boolean endRest() {
    return tree.end(grace);
  }

  /** Something is still to be done with what it wrote. */
  void settling() {
    lock.lock();
    try {
      settling = true;
    } finally {
      lock.unlock();
    }
  }

  /** It is done; {@code said} is what to tell of it, empty for nothing. */
  void settled(String said) {
    lock.lock();
    try {
      settling = false;
      epilogue = said;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is to be told of what it wrote, empty for nothing. */
  String epilogue() {
    lock.lock();
    try {
      return epilogue;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is to be done with what it wrote any more. */
  void awaitSettlement() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (settling) changed.await();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the exit code is that of a success, and nobody ended it. */
  boolean succeeded() {
    lock.lock();
    try {
      return !killed && exit.isPresent() && exit.getAsInt() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the output after that many bytes. */
  Output.Piece since(long bytes) {
    lock.lock();
    try {
      return output.since(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the output since the last look, whole characters only while more can come. */
  Output.Piece look() {
    lock.lock();
    try {
      var piece = output.since(looked);
      var lastPart = piece.last().length > 0 ? piece.last() : piece.first();
      var heldBack = outputEnded ? 0 : Utf8.incompleteSuffix(lastPart);
      looked = piece.end() - heldBack;
      return heldBack == 0 ? piece : piece.without(heldBack);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the next {@link #look} begin there. */
  void looked(long bytes) {
    lock.lock();
    try {
      looked = bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how it is now. */
  State state() {
    lock.lock();
    try {
      var end = exit.isPresent() ? exited : System.nanoTime();
      return new State(exit, outputEnded, killed, Duration.ofNanos(end - started), whole);
    } finally {
      lock.unlock();
    }
  }

  /**
   * How a job is at one moment.
   *
   * @param exit the exit code as a shell counts it, nothing while the command runs
   * @param outputEnded whether nothing more can come
   * @param took from its start to the end of the command, or to now
   * @param whole the stored output, if it was too large for memory and has ended
   */
  record State(
      OptionalInt exit,
      boolean outputEnded,
      boolean killed,
      Duration took,
      Optional<Blobs.Handle> whole) {}

  /** Returns whose words its output is. */
  Label origin() {
    return order.origin();
  }

  String command() {
    return order.command();
  }

  /** Returns the first line of the command. */
  String title() {
    return ShellTool.firstLine(order.command());
  }

  /** Somebody else ended it. */
  void wasKilled() {
    lock.lock();
    try {
      killed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the model was not told yet that it is over; now it is. */
  boolean tell() {
    lock.lock();
    try {
      if (settling) return false;
      var news = !told;
      told = true;
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Returns where its output is stored. */
  Blobs blobs() {
    return blobs;
  }

  Optional<ProcessHandle> handle() {
    return body.handle();
  }
}
