package dev.jackdaw.journal.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Contents by their SHA-256: what is kept, and what was merged and is in memory alone. */
final class Contents {
  private final Packs packs;
  private final Map<ContentId, byte[]> merged = new HashMap<>();

  Contents(Packs packs) {
    this.packs = packs;
  }

  InputStream open(ContentId id) throws IOException {
    var bytes = merged.get(id);
    return bytes == null ? packs.open(id) : new ByteArrayInputStream(bytes);
  }

  byte[] bytes(ContentId id) throws IOException {
    var bytes = merged.get(id);
    return bytes == null ? packs.bytes(id) : bytes;
  }

  /** Returns a whole content, nothing when it is not kept any more. */
  Optional<byte[]> find(ContentId id) throws IOException {
    try {
      return Optional.of(bytes(id));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Holds a content until it is written. */
  ContentId hold(byte[] bytes) {
    var digest = ContentId.digest();
    digest.update(bytes);
    var id = ContentId.of(digest);
    merged.put(id, bytes);
    return id;
  }
}
