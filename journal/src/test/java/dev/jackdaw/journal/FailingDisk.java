package dev.jackdaw.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that is full after a number of bytes, or breaks in other ways. It only counts what it is
 * to force, because tests cut no power.
 */
final class FailingDisk implements Disk {
  long bytesLeft = Long.MAX_VALUE;
  String problem = "No space left on device";
  boolean truncates = true;
  boolean forces = true;
  int forced;
  int syncedFolders;

  @Override
  public Output open(Path file) throws IOException {
    return new FailingOutput(RealDisk.INSTANCE.open(file));
  }

  @Override
  public void syncDirectory(Path directory) {
    syncedFolders++;
  }

  private final class FailingOutput implements Output {
    private final Output real;

    private FailingOutput(Output real) {
      this.real = real;
    }

    @Override
    public long length() throws IOException {
      return real.length();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      var possible = (int) Math.min(count, bytesLeft);
      real.write(bytes, from, possible);
      bytesLeft -= possible;
      if (possible < count) throw new IOException(problem);
    }

    @Override
    public void truncate(long length) throws IOException {
      if (!truncates) throw new IOException("Input/output error");
      real.truncate(length);
    }

    @Override
    public void force() throws IOException {
      if (!forces) throw new IOException("Input/output error");
      forced++;
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
