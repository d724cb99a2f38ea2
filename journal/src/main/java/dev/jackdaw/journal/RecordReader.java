package dev.jackdaw.journal;

import dev.jackdaw.api.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the records of a file one after the other, as long as they are whole and their numbers
 * follow each other. Holds one line in memory at a time. Not thread-safe.
 */
final class RecordReader implements Closeable {
  /** What stands behind the last whole record. */
  enum End {
    /** Nothing. */
    CLEAN,
    /** Nothing, not even the newline that ends the last record. */
    UNTERMINATED,
    /** The beginning of a record. */
    TORN,
    /** A line that is not the record it should be, and whatever follows. */
    DAMAGED
  }

  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int MAX_LINE_BYTES = 512 * 1024 * 1024;

  private final InputStream in;
  private long unread;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private int from;
  private int to;
  private long number;
  private long position;
  private End end = End.CLEAN;
  private boolean done;

  /** Reads the file as it is now; what is appended later is not seen. */
  RecordReader(Path file) throws IOException {
    this(file, Files.size(file));
  }

  /** Reads the first bytes of the file. */
  RecordReader(Path file, long bytes) throws IOException {
    in = Files.newInputStream(file);
    unread = bytes;
  }

  /** Goes to the next record; false when there is none that is whole. */
  boolean next() throws IOException {
    if (done) return false;
    from = to + (number == 0 && position == 0 ? 0 : 1);
    to = newline();
    if (to < 0) return last();
    if (Frame.check(buffer, from, to) != number + 1) return ended(End.DAMAGED);
    number++;
    position += to - from + 1;
    return true;
  }

  private boolean last() {
    to = filled;
    if (from >= to) return ended(End.CLEAN);
    if (Frame.check(buffer, from, to) != number + 1) {
      return ended(unread == 0 ? End.TORN : End.DAMAGED);
    }
    number++;
    position += to - from;
    ended(End.UNTERMINATED);
    return true;
  }

  private boolean ended(End how) {
    end = how;
    done = true;
    return false;
  }

  /** Returns where the line ends, or -1 when the file ends first. */
  private int newline() throws IOException {
    for (var at = from; ; ) {
      var bytes = buffer; // a long file is read in one go: fields are slow until all is compiled
      for (var end = filled; at < end; at++) {
        if (bytes[at] == '\n') return at;
      }
      var scanned = at - from;
      if (!fill()) return -1;
      at = from + scanned;
    }
  }

  private boolean fill() throws IOException {
    if (unread == 0 || filled - from >= MAX_LINE_BYTES) return false;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, Math.max(0, filled - from));
      filled = Math.max(0, filled - from);
      from = 0;
    }
    if (filled == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
    var count = in.read(buffer, filled, (int) Math.min(unread, buffer.length - filled));
    if (count < 0) {
      unread = 0;
      return false;
    }
    unread -= count;
    filled += count;
    return true;
  }

  /** Returns the number of the present record, or of the last one. */
  long number() {
    return number;
  }

  /** Returns whether the bytes of the present record hold these; cheaper than to parse it. */
  boolean holds(byte[] bytes) {
    for (var at = from; at + bytes.length <= to; at++) {
      if (Arrays.equals(buffer, at, at + bytes.length, bytes, 0, bytes.length)) return true;
    }
    return false;
  }

  Json.Obj record() {
    return Frame.parse(buffer, from, to);
  }

  /** Returns the bytes of the present record, which stay when the reader goes on. */
  byte[] line() {
    return Arrays.copyOfRange(buffer, from, to);
  }

  /** Returns the present record's line under another number. */
  byte[] renumbered(long other) {
    return Frame.renumbered(other, buffer, from, to);
  }

  /** Returns how many bytes the records so far take. */
  long position() {
    return position;
  }

  /** Returns what stands behind the last record; known once {@link #next} was false. */
  End end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
