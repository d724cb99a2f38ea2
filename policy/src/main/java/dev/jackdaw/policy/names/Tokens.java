package dev.jackdaw.policy.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells whether a token or a password is written out in a settings file of a package manager. */
final class Tokens {
  private static final int MAX_BYTES = 256 * 1024;

  /** A value that begins with {@code $} or {@code %} is taken from the environment. */
  private static final Pattern WRITTEN_OUT =
      Pattern.compile(
          """
          (?i)
            \\b (?: _auth | _authToken | _password | npmAuthToken | npmAuthIdent | password | token )
              ["']? \\h* [=:] \\h* ["']? (?! [$%] ) [^\\s"']{4}
          | \\b ClearTextPassword" \\s+ value \\s* = \\s* " (?! % ) [^"]
          | :// [^/\\s:@]+ : (?! [$%] ) [^/\\s@]+ @
          """,
          Pattern.COMMENTS);

  private Tokens() {}

  /** Returns whether one stands in the file; a file that cannot be read holds none to be told. */
  static boolean standIn(Path file) {
    if (!Files.isRegularFile(file)) return false;
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      return WRITTEN_OUT.matcher(text).find();
    } catch (IOException _) {
      return false;
    }
  }
}
