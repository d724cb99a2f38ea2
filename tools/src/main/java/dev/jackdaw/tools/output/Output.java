package dev.jackdaw.tools.output;

import java.util.Arrays;

/**
 * What a command printed, in bounded memory: the first {@value #HEAD_BYTES} bytes and the last
 * {@value #TAIL_BYTES}. Not safe for use by several threads.
 */
public final class Output {
  public static final int HEAD_BYTES = 32 * 1024;
  public static final int TAIL_BYTES = 128 * 1024;

  /** As much output as is kept whole. */
  public static final int CAPACITY_BYTES = HEAD_BYTES + TAIL_BYTES;

  private byte[] head = new byte[4 * 1024];
  private byte[] ring = new byte[0];
  private long total;

  /**
   * A part of the output with what is left of it.
   *
   * @param omitted bytes between the two that are no longer held
   * @param end how many bytes of output there were when it was taken
   */
  @SuppressWarnings("ArrayRecordComponent") // Pieces are never compared.
  public record Piece(byte[] first, long omitted, byte[] last, long end) {
    /** Returns the bytes when none is missing. */
    public byte[] whole() {
      if (omitted > 0) throw new IllegalStateException(omitted + " bytes are missing");
      if (last.length == 0) return first;
      var all = Arrays.copyOf(first, first.length + last.length);
      System.arraycopy(last, 0, all, first.length, last.length);
      return all;
    }

    /**
     * Returns the piece without its last bytes, of which {@code last} or {@code first} has enough.
     */
    public Piece without(int count) {
      return last.length > 0
          ? new Piece(first, omitted, Arrays.copyOf(last, last.length - count), end - count)
          : new Piece(Arrays.copyOf(first, first.length - count), omitted, last, end - count);
    }

    public boolean isEmpty() {
      return first.length == 0 && last.length == 0;
    }
  }

  public long total() {
    return total;
  }

  public void append(byte[] bytes, int count) {
    var room = Math.clamp(HEAD_BYTES - total, 0, count);
    if (room > 0) appendToHead(bytes, room);
    if (count > room) appendToRing(bytes, room, count - room);
    total += count;
  }

  private void appendToHead(byte[] bytes, int count) {
    var used = (int) total;
    if (used + count > head.length) {
      head = Arrays.copyOf(head, Math.min(HEAD_BYTES, Math.max(used + count, 2 * head.length)));
    }
    System.arraycopy(bytes, 0, head, used, count);
  }

  private void appendToRing(byte[] bytes, int offset, int count) {
    if (ring.length == 0) ring = new byte[TAIL_BYTES];
    var skipped = Math.max(0, count - TAIL_BYTES);
    var position = Math.max(total, HEAD_BYTES) + skipped;
    var left = count - skipped;
    var at = slot(position);
    var straight = Math.min(left, TAIL_BYTES - at);
    System.arraycopy(bytes, offset + skipped, ring, at, straight);
    System.arraycopy(bytes, offset + skipped + straight, ring, 0, left - straight);
  }

  private static int slot(long position) {
    return (int) ((position - HEAD_BYTES) % TAIL_BYTES);
  }

  /** Returns what was printed after the first {@code from} bytes. */
  public Piece since(long from) {
    var headEnd = Math.min(total, HEAD_BYTES);
    var first = from < headEnd ? Arrays.copyOfRange(head, (int) from, (int) headEnd) : new byte[0];
    var wanted = Math.max(from, headEnd);
    var start = Math.max(wanted, total - TAIL_BYTES);
    return new Piece(first, start - wanted, ringFrom(start), total);
  }

  private byte[] ringFrom(long start) {
    var count = (int) Math.max(0, total - start);
    var bytes = new byte[count];
    if (count == 0) return bytes;
    var at = slot(start);
    var straight = Math.min(count, TAIL_BYTES - at);
    System.arraycopy(ring, at, bytes, 0, straight);
    System.arraycopy(ring, 0, bytes, straight, count - straight);
    return bytes;
  }
}
