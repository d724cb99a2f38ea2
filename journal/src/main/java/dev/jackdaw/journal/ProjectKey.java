package dev.jackdaw.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The name of the folder that holds the sessions of a working directory: the directory's own name,
 * made plain, and a hash of its whole path. Two directories may share a folder if their hashes meet
 * (64-bit FNV-1a), so readers compare the directory that the session itself names.
 */
final class ProjectKey {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int MAX_NAME = 40;
  private static final int HASH_DIGITS = 10;

  private ProjectKey() {}

  static String of(String directory) {
    var start = Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1;
    var name = new StringBuilder();
    for (var i = start; i < directory.length() && name.length() < MAX_NAME; i++) {
      name.append(plain(directory.charAt(i)));
    }
    return (name.isEmpty() ? "root" : name) + "-" + hash(directory);
  }

  private static char plain(char c) {
    if (c >= 'A' && c <= 'Z') return (char) (c + ('a' - 'A'));
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '-';
  }

  private static String hash(String directory) {
    var hash = FNV_BASIS;
    for (var i = 0; i < directory.length(); i++) {
      hash = (hash ^ directory.charAt(i)) * FNV_PRIME;
    }
    var digits = "000000000000" + Long.toUnsignedString(hash, 36);
    return digits.substring(digits.length() - HASH_DIGITS);
  }

  /** Returns the directory as sessions name it: canonical if it exists, else absolute. */
  static String canonical(Path directory) {
    try {
      return directory.toRealPath().toString();
    } catch (IOException _) {
      return directory.toAbsolutePath().normalize().toString();
    }
  }
}
