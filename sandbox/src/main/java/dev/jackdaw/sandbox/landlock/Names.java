package dev.jackdaw.sandbox.landlock;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** File names as the kernel has them, bytes in ISO 8859-1, and as the JVM has them. */
final class Names {
  private static final Charset JVM =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private Names() {}

  static String bytes(String name) {
    return new String(name.getBytes(JVM), StandardCharsets.ISO_8859_1);
  }

  /** Returns the path; what the JVM cannot spell becomes other characters, never none. */
  static Path path(String bytes) {
    var name = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), JVM);
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      return Path.of(name.replaceAll("[^\\x20-\\x7e]", "_"));
    }
  }
}
