package dev.jackdaw.engine;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Storage that keeps no secret: what is written is redacted on its way, piece by piece, with so
 * much held back that none is cut in two. Bytes stand for themselves, so that any encoding
 * survives.
 */
record RedactedBlobs(Blobs blobs, Redactor redactor) implements Blobs {
  private static final int PIECE_BYTES = 256 * 1024;

  /** Longer than any key in a form that is known. */
  private static final int HELD_BYTES = 32 * 1024;

  @Override
  public Sink create() throws IOException {
    return new Redacting(blobs.create());
  }

  @Override
  public InputStream open(Handle handle) throws IOException {
    return blobs.open(handle);
  }

  @Override
  public Handle find(String reference) throws IOException {
    return blobs.find(reference);
  }

  private final class Redacting extends Sink {
    private final Sink sink;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Redacting(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      held.write(b);
      if (held.size() >= PIECE_BYTES) passOn();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      held.write(bytes, from, count);
      if (held.size() >= PIECE_BYTES) passOn();
    }

    /** A cut through a secret shows in that both halves together are not what they are apart. */
    private void passOn() throws IOException {
      var text = held.toString(StandardCharsets.ISO_8859_1);
      var whole = redactor.redact(text);
      var end = text.lastIndexOf('\n', text.length() - HELD_BYTES) + 1;
      var head = end == 0 ? "" : redactor.redact(text.substring(0, end));
      var cuts = end == 0 || !whole.equals(head + redactor.redact(text.substring(end)));
      held.reset();
      sink.write((cuts ? whole : head).getBytes(StandardCharsets.ISO_8859_1));
      if (!cuts) held.writeBytes(text.substring(end).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public Handle commit() throws IOException {
      var rest = redactor.redact(held.toString(StandardCharsets.ISO_8859_1));
      held.reset();
      sink.write(rest.getBytes(StandardCharsets.ISO_8859_1));
      return sink.commit();
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }
}
