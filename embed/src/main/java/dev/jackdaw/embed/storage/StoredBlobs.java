package dev.jackdaw.embed.storage;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.SessionStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bodies in a store. Thread-safe. */
record StoredBlobs(SessionStore store) implements Blobs {
  private static final String PREFIX = "blob:";

  @Override
  public Sink create() {
    return new Held();
  }

  @Override
  public InputStream open(Handle handle) throws IOException {
    return new ByteArrayInputStream(bytes(handle.sha256(), handle.reference()));
  }

  private byte[] bytes(String digest, String reference) throws IOException {
    return store.body(digest).orElseThrow(() -> new NoSuchFileException(reference));
  }

  @Override
  public Handle find(String reference) throws IOException {
    var prefix = reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : reference;
    if (!prefix.matches("[0-9a-f]{1,64}")) throw new NoSuchFileException(reference);
    var found = store.bodies(prefix, 2);
    if (found.isEmpty()) throw new NoSuchFileException(reference, null, "there is no such body");
    if (found.size() > 1) {
      throw new NoSuchFileException(reference, null, "more than one body begins like this");
    }
    return new Handle(found.getFirst(), bytes(found.getFirst(), reference).length);
  }

  private final class Held extends Sink {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean done;

    @Override
    public void write(int value) throws IOException {
      requireOpen();
      written.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      requireOpen();
      written.write(bytes, from, count);
    }

    @Override
    public Handle commit() throws IOException {
      requireOpen();
      done = true;
      var body = written.toByteArray();
      var digest = digest(body);
      store.keepBody(digest, body);
      return new Handle(digest, body.length);
    }

    @Override
    public void close() {
      done = true;
    }

    private void requireOpen() throws IOException {
      if (done) throw new IOException("the body was committed or closed");
    }
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
