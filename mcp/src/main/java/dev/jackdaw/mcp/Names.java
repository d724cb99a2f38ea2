package dev.jackdaw.mcp;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Names by which models call servers' tools: {@code mcp__server__tool}, of letters, digits, {@code
 * _} and {@code -} only and at most 64 of them, as every provider takes them. No built-in tool has
 * such a name, so that none is shadowed.
 */
final class Names {
  static final String PREFIX = "mcp__";
  private static final int MOST_CHARS = 64;

  private final Set<String> taken = new HashSet<>();

  /** Returns a name of a server that no other one has. */
  static String server(String name, Set<String> taken) {
    var plain = plain(name).replaceAll("_+", "_");
    return taken.add(plain) ? plain : distinct(plain, name, taken);
  }

  private static String distinct(String plain, String name, Set<String> taken) {
    var other = plain + "-" + checksum(name);
    taken.add(other);
    return other;
  }

  /** Returns the name of the tool; {@code server} is a plain one. */
  String tool(String server, String tool) {
    var name = PREFIX + server + "__" + plain(tool);
    if (name.length() > MOST_CHARS) {
      name = name.substring(0, MOST_CHARS - 9) + "-" + checksum(tool);
    }
    if (taken.add(name)) return name;
    var cut = name.substring(0, Math.min(name.length(), MOST_CHARS - 9));
    var other = cut + "-" + checksum(tool);
    taken.add(other);
    return other;
  }

  private static String plain(String name) {
    var plain = new StringBuilder(name.length());
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      var fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
      plain.append(fits ? c : '_');
    }
    return plain.isEmpty() ? "_" : plain.toString();
  }

  private static String checksum(String text) {
    var sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", sum.getValue());
  }
}
