package dev.jackdaw.wire.stream;

import dev.jackdaw.api.SessionId;
import java.util.UUID;

/**
 * The identifier of a line: a UUID of version 8 (RFC 9562, section 5.8) made of the session's name
 * and the line's number, so that the same session always gives the same lines.
 */
final class LineId {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long VERSION_BITS = 0xf000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  private LineId() {}

  static String of(SessionId session, long line) {
    var hash = FNV_BASIS;
    for (var i = 0; i < session.value().length(); i++) {
      hash = (hash ^ session.value().charAt(i)) * FNV_PRIME;
    }
    return new UUID(hash & ~VERSION_BITS | VERSION_8, VARIANT | line).toString();
  }
}
