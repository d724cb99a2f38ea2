package dev.jackdaw.cli.run;

import dev.jackdaw.api.JackdawException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, written whole or not at all: unlike {@code System.out} it tells when the reader
 * is gone, and it waits for a slow one. Thread-safe.
 */
public final class Stdout {
  /** The code of the exception when nobody reads any more. */
  public static final String CLOSED = "output-closed";

  private final OutputStream out;

  public Stdout(OutputStream out) {
    this.out = out;
  }

  public static Stdout ofProcess() {
    return new Stdout(new FileOutputStream(FileDescriptor.out));
  }

  /**
   * Writes the text and a line end.
   *
   * @throws JackdawException of kind environment and code {@value #CLOSED} when nobody reads
   */
  public void line(String text) {
    print(text.endsWith("\n") ? text : text + "\n");
  }

  /** Writes the text as it is; lone surrogates become question marks. */
  public synchronized void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          CLOSED,
          "standard output cannot be written ("
              + e.getMessage()
              + "); what was done is in the session, \"jackdaw sessions list\" shows it",
          e);
    }
  }
}
