package dev.jackdaw.tools.shell;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command that is known by its files alone, so that it does not matter whose child it is: it
 * prints into one, and its end is put down in the other. Both are looked at again and again.
 */
final class KeptBody implements Body {
  private static final long LEAST_PAUSE_MILLIS = 2;
  private static final long MOST_PAUSE_MILLIS = 50;

  /** What a command counts as that ended without anybody putting down how. */
  private static final int KILLED = 137;

  private final JobFolder.Entry entry;
  private final JobRecord.Start start;
  private final @Nullable Process child;

  /** {@code child} is what was started to become the command; null for one that was found. */
  KeptBody(JobFolder.Entry entry, JobRecord.Start start, @Nullable Process child) {
    this.entry = entry;
    this.start = start;
    this.child = child;
  }

  @Override
  public void open() {
    if (child != null) Gate.open(child);
  }

  /** Returns whether somebody is there who can put down an end. */
  private boolean isSupervised() {
    return child == null
        ? start.boot().equals(Custody.boot()) && LostCall.isRunning(start)
        : child.isAlive();
  }

  @Override
  public int await() throws InterruptedException {
    for (var pause = LEAST_PAUSE_MILLIS; ; pause = Math.min(MOST_PAUSE_MILLIS, pause * 2)) {
      var supervised = isSupervised();
      var exit = entry.record().map(JobRecord::exit).orElse(OptionalInt.empty());
      if (exit.isPresent()) return exit.getAsInt();
      if (!supervised) return KILLED;
      Thread.sleep(pause);
    }
  }

  @Override
  public long ended() {
    var ago = Math.max(0, System.currentTimeMillis() - entry.changed());
    return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ago);
  }

  @Override
  public Optional<ProcessHandle> handle() {
    if (child != null) return Optional.of(child.toHandle());
    return isSupervised() ? ProcessHandle.of(start.pid()) : Optional.empty();
  }

  @Override
  public InputStream output() throws IOException {
    var file = entry.outputFile().toFile();
    return file.exists() ? new Followed(new FileInputStream(file)) : InputStream.nullInputStream();
  }

  /** A file that is read as it grows, until nobody can add to it any more. */
  private final class Followed extends InputStream {
    private final FileInputStream file;

    Followed(FileInputStream file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      for (var pause = LEAST_PAUSE_MILLIS; ; pause = Math.min(MOST_PAUSE_MILLIS, pause * 2)) {
        var grows = isSupervised();
        var read = file.read(buffer, from, count);
        if (read > 0 || !grows) return read;
        try {
          Thread.sleep(pause);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
