package dev.jackdaw.models.http;

import java.io.IOException;

/** Bytes that arrive over time. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads what is there, waiting for at least one byte.
   *
   * @return how many bytes were read, at least 1, or -1 at the end
   */
  int read(byte[] buffer, int offset, int length) throws IOException, InterruptedException;
}
