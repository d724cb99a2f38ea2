package dev.jackdaw.models;

import java.util.HashMap;
import java.util.Map;

/**
 * Names of tools as a server takes them. A name that has other characters or is too long is written
 * differently, always in the same way, and is read back as it was. Not thread-safe.
 */
final class ToolNames {
  private static final int LONGEST = 64;

  private final boolean narrow;
  private final Map<String, String> meant = new HashMap<>();

  /**
   * Creates names.
   *
   * @param narrow whether there are to be letters, digits and underscores only, a letter first
   */
  ToolNames(boolean narrow) {
    this.narrow = narrow;
  }

  /** Returns the name for the server. */
  String written(String name) {
    var out = new StringBuilder();
    for (var i = 0; i < name.length(); i++) {
      out.append(isTaken(name.charAt(i)) ? name.charAt(i) : '_');
    }
    if (narrow && (out.isEmpty() || !Character.isLetter(out.charAt(0)))) out.insert(0, "t_");
    if (out.isEmpty()) out.append('_');
    if (out.length() <= LONGEST && name.contentEquals(out)) return name;
    var hash = Integer.toHexString(name.hashCode());
    out.setLength(Math.min(out.length(), LONGEST - 1 - hash.length()));
    var written = out.append('_').append(hash).toString();
    meant.put(written, name);
    return written;
  }

  /** Returns the name the server's stands for. */
  String read(String name) {
    return meant.getOrDefault(name, name);
  }

  private boolean isTaken(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-' && !narrow;
  }
}
