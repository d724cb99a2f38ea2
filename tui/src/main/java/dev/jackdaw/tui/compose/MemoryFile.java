package dev.jackdaw.tui.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A memory file that a line can be added to.
 *
 * @param title what a person is told it is
 */
public record MemoryFile(String title, Path path) {
  private static final int MAX_BYTES = 4 << 20;

  /**
   * Adds an item at the end, with the line ends the file has; makes the file when there is none.
   */
  public void add(String line) throws IOException {
    var folder = path.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    var before = Files.exists(path) ? text() : "";
    var end = before.contains("\r\n") ? "\r\n" : "\n";
    var gap = before.isEmpty() || before.endsWith("\n") ? "" : end;
    Files.writeString(
        path,
        gap + "- " + line.strip() + end,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String text() throws IOException {
    if (!Files.isRegularFile(path)) throw new IOException(path + " is no file");
    if (Files.size(path) > MAX_BYTES) throw new IOException(path + " is larger than 4 MiB");
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }
}
