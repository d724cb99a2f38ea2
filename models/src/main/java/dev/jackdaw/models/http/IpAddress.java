package dev.jackdaw.models.http;

import java.net.InetAddress;
import java.util.Optional;

/** An address written in digits. */
record IpAddress(InetAddress address) {
  /** Reads four decimal numbers or an IPv6 literal; never looks up a name. */
  static Optional<IpAddress> parse(String text) {
    if (!text.contains(":") && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) return Optional.empty();
    if (text.contains(":") && !text.matches("[0-9a-fA-F:.]+")) return Optional.empty();
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  int bits() {
    return address.getAddress().length * 8;
  }

  /** Returns whether the first bits are those of the other address, which is of the same kind. */
  boolean startsWith(IpAddress other, int bits) {
    var mine = address.getAddress();
    var theirs = other.address().getAddress();
    if (mine.length != theirs.length) return false;
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) return false;
    }
    return true;
  }
}
