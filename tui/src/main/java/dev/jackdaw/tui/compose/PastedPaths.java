package dev.jackdaw.tui.compose;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pasted text as paths, as terminals write them when files are dropped on them: quoted,
 * with backslashes, or as {@code file:} addresses.
 */
final class PastedPaths {
  private static final int MOST_CHARS = 4_000;

  private PastedPaths() {}

  /** Returns the words of the text that could be paths; none when it is not made of such. */
  static List<String> of(String text) {
    var line = text.strip();
    if (line.isEmpty() || line.length() > MOST_CHARS || line.indexOf('\0') >= 0) return List.of();
    if (line.matches("\"?[A-Za-z]:\\\\[^\"]+\"?")) {
      var path = line.replace("\"", "");
      return isImage(path) ? List.of(path) : List.of();
    }
    var words = new ArrayList<String>();
    for (var word : words(line)) {
      var path = path(word);
      if (!isImage(path)) return List.of();
      words.add(path);
    }
    return words;
  }

  private static boolean isImage(String path) {
    return path.matches("(?is).*[/\\\\].+\\.(png|jpe?g|gif|webp)");
  }

  private static String path(String word) {
    if (!word.startsWith("file://")) {
      return word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word;
    }
    try {
      return Path.of(URI.create(word.replaceFirst("^file://localhost/", "file:///"))).toString();
    } catch (IllegalArgumentException | FileSystemNotFoundException _) {
      return "";
    }
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var quote = '\0';
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (quote != '\0') {
        if (c == quote) quote = '\0';
        else word.append(c);
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (Character.isWhitespace(c)) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) words.add(word.toString());
    return words;
  }
}
