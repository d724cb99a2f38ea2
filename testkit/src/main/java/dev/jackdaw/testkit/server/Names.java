package dev.jackdaw.testkit.server;

/** The alphabet of names and ids that both dialects have. */
final class Names {
  private Names() {}

  /** Returns whether the name has 1 to {@code longest} letters, digits, {@code _} or {@code -}. */
  static boolean isValid(String name, int longest) {
    if (name.isEmpty() || name.length() > longest) return false;
    for (var i = 0; i < name.length(); i++) {
      var c = name.charAt(i);
      var allowed =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-';
      if (!allowed) return false;
    }
    return true;
  }
}
