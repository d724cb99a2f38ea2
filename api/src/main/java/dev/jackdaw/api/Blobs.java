package dev.jackdaw.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Content-addressed storage of large bodies. Safe for use by several threads. */
public interface Blobs {
  /**
   * Names a stored body.
   *
   * @param sha256 64 lower-case hexadecimal digits
   * @param size in bytes
   */
  record Handle(String sha256, long size) {
    public Handle {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + sha256);
      }
    }

    /** Returns the form the model uses: {@code blob:} and the first 16 digits. */
    public String reference() {
      return "blob:" + sha256.substring(0, 16);
    }
  }

  /** A body being written. Closing without {@link #commit} discards it. */
  abstract class Sink extends OutputStream {
    /** Stores what was written and returns its handle; nothing can be written afterwards. */
    public abstract Handle commit() throws IOException;
  }

  Sink create() throws IOException;

  /** Opens a body for reading; a missing one is a {@link java.nio.file.NoSuchFileException}. */
  InputStream open(Handle handle) throws IOException;

  /**
   * Finds the body for a {@link Handle#reference()} or a longer prefix of its digits.
   *
   * @throws java.nio.file.NoSuchFileException when there is none, or more than one
   */
  Handle find(String reference) throws IOException;
}
