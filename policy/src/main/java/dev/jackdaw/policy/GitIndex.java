package dev.jackdaw.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names in git's list of files. Source: the format in git's own documentation, versions 2 and
 * 3; any other is not read.
 */
final class GitIndex {
  private static final int MAGIC = 0x44495243;
  private static final int HEADER_BYTES = 12;

  /** Times, numbers, mode, size and digest before the flags. */
  private static final int FIXED_BYTES = 60;

  private static final int EXTENDED = 0x4000;
  private static final String ODD = " \t\n\r\"'\\";

  private GitIndex() {}

  /** Returns the names, unless one holds what takes a list apart, or begins with a hyphen. */
  static Optional<List<String>> names(byte[] bytes) {
    var names = new ArrayList<String>();
    return read(bytes, names) ? Optional.of(names) : Optional.empty();
  }

  private static boolean read(byte[] bytes, List<String> names) {
    var index = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || index.getInt() != MAGIC) return false;
    var version = index.getInt();
    if (version != 2 && version != 3) return false;
    var at = HEADER_BYTES;
    for (var entries = index.getInt(); entries > 0; entries--) {
      if (at + FIXED_BYTES + 2 > bytes.length) return false;
      var extended = (index.getShort(at + FIXED_BYTES) & EXTENDED) != 0;
      var name = at + FIXED_BYTES + (extended ? 4 : 2);
      var end = name;
      while (end < bytes.length && bytes[end] != 0) {
        if (bytes[end] < ' ' && bytes[end] >= 0 || ODD.indexOf(bytes[end]) >= 0) return false;
        end++;
      }
      if (end == bytes.length || bytes[name] == '-') return false;
      names.add(new String(bytes, name, end - name, StandardCharsets.UTF_8));
      at += (end - at + 8) / 8 * 8;
    }
    return true;
  }
}
