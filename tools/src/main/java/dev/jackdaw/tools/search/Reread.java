package dev.jackdaw.tools.search;

import dev.jackdaw.api.files.Folder;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads again what another program says it found. That program opens files by their names, which
 * may lead elsewhere by then: only lines that stand in the file itself are believed. Files are best
 * asked about in the order of their folders, each of which is held open. Not thread-safe.
 */
final class Reread implements Closeable {
  private final Query query;
  private @Nullable Folder folder;

  Reread(Query query) {
    this.query = query;
  }

  /**
   * Returns the lines that stand in the file, in the same order.
   *
   * @param lines in the order of their numbers
   */
  List<Query.Line> confirmed(Path file, List<Query.Line> lines) {
    try (var channel = open(file);
        var in = utf8(channel)) {
      return confirmed(new RawLines(in), lines);
    } catch (IOException _) {
      return List.of();
    }
  }

  private static List<Query.Line> confirmed(RawLines text, List<Query.Line> lines)
      throws IOException {
    var confirmed = new ArrayList<Query.Line>();
    for (var line : lines) {
      var found = text.line(line.number());
      if (found.isEmpty()) break;
      if (Query.Line.of(line.number(), found.get(), line.matches()).equals(line)) {
        confirmed.add(line);
      }
    }
    return confirmed;
  }

  private SeekableByteChannel open(Path file) throws IOException {
    var parent = Objects.requireNonNull(file.getParent());
    if (folder == null || !folder.path().equals(parent)) {
      close();
      folder = Folder.open(parent, query.workspace());
    }
    return folder.read(Objects.requireNonNull(file.getFileName()));
  }

  /** Returns the bytes as ripgrep prints them: without a mark, and what is UTF-16 as UTF-8. */
  private static InputStream utf8(SeekableByteChannel channel) throws IOException {
    var in = Channels.newInputStream(channel);
    var mark = in.readNBytes(3);
    if (JavaSearch.startsWith(mark, 0xEF, 0xBB, 0xBF)) return in;
    Charset wide = null;
    if (JavaSearch.startsWith(mark, 0xFF, 0xFE)) wide = StandardCharsets.UTF_16LE;
    if (JavaSearch.startsWith(mark, 0xFE, 0xFF)) wide = StandardCharsets.UTF_16BE;
    channel.position(wide == null ? 0 : 2);
    if (wide == null) return in;
    var text = new String(in.readNBytes(JavaSearch.MAX_FILE_BYTES), wide);
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (folder != null) folder.close();
    folder = null;
  }
}
