package dev.jackdaw.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The few things that can fail half way, apart so that tests can make each of them fail. */
interface Disk {
  /** Opens an existing file for writing at its end. */
  Output open(Path file) throws IOException;

  /** Returns when the names in the folder are on the disk. */
  void syncDirectory(Path directory) throws IOException;

  /** A file being written. Unlike a channel, it stays open when its thread is interrupted. */
  interface Output extends Closeable {
    long length() throws IOException;

    /** Writes at the end; when it throws, any part of it may have been written. */
    void write(byte[] bytes, int from, int count) throws IOException;

    void truncate(long length) throws IOException;

    /** Returns when everything written is on the disk. */
    void force() throws IOException;
  }
}
