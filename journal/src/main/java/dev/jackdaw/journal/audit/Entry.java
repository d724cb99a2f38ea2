package dev.jackdaw.journal.audit;

import dev.jackdaw.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A line of the log: what happened, its number, the hash of the line before, and its own hash over
 * everything else in it (SHA-256 of the compact JSON, members in their order).
 */
record Entry(Json.Obj content) {
  /** What stands before the first line. */
  static final String BEGINNING = "0".repeat(64);

  static Entry after(long number, String previous, Json.Obj facts) {
    var numbered = Json.object().put("n", number);
    facts.members().forEach(numbered::put);
    var body = numbered.put("prev", previous).build();
    return new Entry(body.with("hash", Json.of(digest(body))));
  }

  long number() {
    return content.integer("n", -1);
  }

  String previous() {
    return content.string("prev", "");
  }

  String hash() {
    return content.string("hash", "");
  }

  /** Returns whether the line is what its hash was made of. */
  boolean isIntact() {
    var body = Json.object();
    content
        .members()
        .forEach((name, value) -> {
          if (!name.equals("hash")) body.put(name, value);
        });
    return digest(body.build()).equals(hash());
  }

  private static String digest(Json.Obj body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(body.compact().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
