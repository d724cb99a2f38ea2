package dev.jackdaw.models;

/** Ids of calls, as services limit them. */
final class CallIds {
  private CallIds() {}

  /** Returns the id, or its beginning and a hash of the whole when it is longer than that. */
  static String within(int longest, String id) {
    if (id.length() <= longest) return id;
    var hash = Integer.toHexString(id.hashCode());
    return id.substring(0, longest - 1 - hash.length()) + "_" + hash;
  }
}
