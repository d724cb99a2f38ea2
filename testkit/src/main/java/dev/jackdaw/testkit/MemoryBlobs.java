package dev.jackdaw.testkit;

import dev.jackdaw.api.Blobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bodies kept in memory. Thread-safe. */
public final class MemoryBlobs implements Blobs {
  private static final String PREFIX = "blob:";

  private final ConcurrentSkipListMap<String, byte[]> bodies = new ConcurrentSkipListMap<>();
  private final AtomicInteger untilFailure = new AtomicInteger();

  /** Returns the bodies as UTF-8 text by their digests. */
  public Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    bodies.forEach((digest, body) -> texts.put(digest, new String(body, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Makes the n-th commit from now, counting from 1, fail as a full disk would. */
  public void failCommit(int nth) {
    if (nth < 1) throw new IllegalArgumentException("commits count from 1, not " + nth);
    untilFailure.set(nth);
  }

  @Override
  public Sink create() {
    return new MemorySink();
  }

  @Override
  public InputStream open(Handle handle) throws IOException {
    var body = bodies.get(handle.sha256());
    if (body == null) throw new NoSuchFileException(handle.reference());
    return new ByteArrayInputStream(body);
  }

  @Override
  public Handle find(String reference) throws IOException {
    var prefix = reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : reference;
    var found = bodies.subMap(prefix, prefix + Character.MAX_VALUE);
    if (found.isEmpty()) throw new NoSuchFileException(reference, null, "there is no such body");
    if (found.size() > 1) {
      throw new NoSuchFileException(reference, null, "more than one body begins like this");
    }
    var body = found.firstEntry();
    return new Handle(body.getKey(), body.getValue().length);
  }

  private final class MemorySink extends Sink {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean done;

    @Override
    public void write(int value) throws IOException {
      open();
      written.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      open();
      written.write(bytes, from, count);
    }

    @Override
    public Handle commit() throws IOException {
      open();
      done = true;
      if (untilFailure.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
        throw new IOException("No space left on device");
      }
      var body = written.toByteArray();
      var digest = sha256(body);
      bodies.put(digest, body);
      return new Handle(digest, body.length);
    }

    @Override
    public void close() {
      done = true;
    }

    private void open() throws IOException {
      if (done) throw new IOException("the body was committed or closed");
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
