package dev.jackdaw.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Redactor;
import dev.jackdaw.testkit.MemoryJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactedBlobsTest {
  private static final String TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQ\n".repeat(400) + "-----END PRIVATE KEY-----";

  private final RedactedBlobs blobs =
      new RedactedBlobs(new MemoryJournal().blobs(), new Redactor(Map.of()));

  private String kept(String text, int piece) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var sink = blobs.create()) {
      for (var at = 0; at < bytes.length; at += piece) {
        sink.write(bytes, at, Math.min(piece, bytes.length - at));
      }
      try (var in = blobs.open(sink.commit())) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void whatIsNoSecretIsKeptToTheByte() throws IOException {
    var text = "grüße \u0000 line\n".repeat(60_000);
    assertThat(kept(text, 4_096).equals(text)).isTrue();
    var unbroken = "x".repeat(600_000);
    assertThat(kept(unbroken, 4_096).equals(unbroken)).isTrue();
  }

  @Test
  void noSecretIsKeptWhereverAPieceEnds() throws IOException {
    var line = "ordinary line of a log\n";
    for (var lines : new int[] {10, 9_960, 11_395, 11_396, 11_397}) {
      var before = line.repeat(lines);
      var text = before + "a " + TOKEN + " b\n" + KEY + "\n" + line.repeat(20_000);
      assertThat(kept(text, 8_192))
          .as("%s lines", lines)
          .isEqualTo(before + "a [secret] b\n[secret]\n" + line.repeat(20_000));
    }
  }
}
