package dev.jackdaw.journal.checkpoint;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The name of a file as text from which the very same name can be made again. A name whose bytes
 * are not text in the system's encoding is kept as a NUL, which no name holds, and its bytes with
 * percent escapes.
 */
final class RawName {
  private static final char UNDECODABLE = '\uFFFD';
  private static final char MARK = '\0';

  private RawName() {}

  /** Returns the text of the name of an entry in a folder. */
  static String of(Path folder, Path name) {
    var text = name.toString();
    if (text.indexOf(UNDECODABLE) < 0) return text;
    var escaped = folder.resolve(name).toUri().getRawPath();
    var end = escaped.endsWith("/") ? escaped.length() - 1 : escaped.length();
    return MARK + escaped.substring(escaped.lastIndexOf('/', end - 1) + 1, end);
  }

  /** Returns the name that the text was made from. */
  static Path path(String text) {
    if (text.isEmpty() || text.charAt(0) != MARK) return Path.of(text);
    var path = Path.of(URI.create("file:///" + text.substring(1)));
    return Objects.requireNonNull(path.getFileName());
  }

  /** Returns the text of a whole path, or of where a link leads. */
  static String ofPath(Path path) {
    if (path.toString().indexOf(UNDECODABLE) < 0) return path.toString();
    var folder = Path.of("/");
    var text = new StringBuilder();
    for (var name : path) text.append('/').append(of(folder, name));
    return path.isAbsolute() ? text.toString() : text.substring(1);
  }

  /** Returns the path that the text was made from. */
  static Path toPath(String text) {
    if (text.indexOf(MARK) < 0) return Path.of(text);
    var path = Path.of(text.startsWith("/") ? "/" : "");
    for (var name : text.split("/", -1)) if (!name.isEmpty()) path = path.resolve(path(name));
    return path;
  }

  /** Returns the text for people. */
  static String shown(String text) {
    return text.replace(String.valueOf(MARK), "");
  }
}
