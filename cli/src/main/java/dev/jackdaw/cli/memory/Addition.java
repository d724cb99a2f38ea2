package dev.jackdaw.cli.memory;

import dev.jackdaw.api.JackdawException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds a line to the memory file of a project, in a person's name. */
public final class Addition {
  private static final String FILE = "AGENTS.md";

  private Addition() {}

  /**
   * Adds it to the file that is there, or makes one.
   *
   * @return what to say
   * @throws JackdawException when it cannot be added
   */
  public static String to(Path directory, String text) {
    var file = file(directory);
    var line = "- " + text.strip().replaceAll("\\s+", " ") + "\n";
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("it is a link, or no file");
      }
      var isOpen = Files.exists(file) && !endsWithBreak(file);
      Files.writeString(
          file, isOpen ? "\n" + line : line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return "added to " + file.getFileName();
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "memory-not-written",
          "Nothing was added to " + file + ": " + e.getMessage() + ".",
          e);
    }
  }

  private static boolean endsWithBreak(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
  }

  private static Path file(Path directory) {
    var other = directory.resolve("CLAUDE.md");
    var isOther = !Files.exists(directory.resolve(FILE)) && Files.exists(other);
    return isOther ? other : directory.resolve(FILE);
  }
}
