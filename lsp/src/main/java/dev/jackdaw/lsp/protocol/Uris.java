package dev.jackdaw.lsp.protocol;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths as servers name them. */
public final class Uris {
  private Uris() {}

  public static String of(Path path) {
    var text = path.toAbsolutePath().toUri().toString();
    return text.endsWith("/") && text.length() > "file:///".length()
        ? text.substring(0, text.length() - 1)
        : text;
  }

  /** Returns the path an address of a file names; nothing for any other address. */
  public static Optional<Path> path(String uri) {
    try {
      var parsed = new URI(uri);
      if (!"file".equalsIgnoreCase(parsed.getScheme())) return Optional.empty();
      var path = parsed.getPath();
      if (path == null || path.isEmpty() || path.indexOf('\0') >= 0) return Optional.empty();
      if (parsed.getHost() != null && !parsed.getHost().isEmpty()) return Optional.empty();
      return Optional.of(Path.of(new URI("file", null, path, null)).normalize());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException _) {
      return Optional.empty();
    }
  }
}
