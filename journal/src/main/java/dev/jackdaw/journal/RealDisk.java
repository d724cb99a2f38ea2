package dev.jackdaw.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk of this machine. */
final class RealDisk implements Disk {
  static final RealDisk INSTANCE = new RealDisk();

  private RealDisk() {}

  @Override
  public Output open(Path file) throws IOException {
    return new RealOutput(new RandomAccessFile(file.toFile(), "rw"));
  }

  /** Does nothing on Windows, where a folder cannot be opened and needs no such care. */
  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (!PrivateFiles.isPosix(directory)) return;
    var interrupted = false;
    try {
      while (!trySync(directory)) interrupted |= Thread.interrupted();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static boolean trySync(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException _) {
      return false;
    }
  }

  private record RealOutput(RandomAccessFile file) implements Output {
    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      file.seek(file.length());
      file.write(bytes, from, count);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
