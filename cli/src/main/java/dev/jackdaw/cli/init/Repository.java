package dev.jackdaw.cli.init;

import dev.jackdaw.api.VisibleText;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a repository, read without running anything and without leaving it.
 *
 * @param root canonical
 */
record Repository(Path root) {
  boolean has(String name) {
    return Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the first of these that is there. */
  Optional<String> first(String... names) {
    for (var name : names) if (has(name)) return Optional.of(name);
    return Optional.empty();
  }

  /** Returns the text of a file; nothing when there is none that can be read. */
  Optional<String> text(String name) {
    if (!has(name)) return Optional.empty();
    try {
      return Optional.of(DefinitionText.read(root.resolve(name), root));
    } catch (DefinitionException _) {
      return Optional.empty();
    }
  }

  /** Returns whether a file has such a text in it. */
  boolean says(String name, String what) {
    return text(name).filter(text -> text.contains(what)).isPresent();
  }

  /** Returns what the first group of the pattern finds, in the order of the file. */
  List<String> found(String name, Pattern pattern) {
    var found = new ArrayList<String>();
    text(name)
        .ifPresent(text ->
            pattern.matcher(text).results().forEach(match -> found.add(plain(match.group(1)))));
    return found;
  }

  /** Returns the names in a folder that match, in order. */
  List<String> names(String folder, String glob) {
    if (!Files.isDirectory(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)) return List.of();
    return DefinitionText.entries(root.resolve(folder), glob).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  /** What a file says is put into another: on one line, without marks of code, and short. */
  static String plain(String text) {
    var line = VisibleText.inOneLine(text.strip()).replace('`', '\'');
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
