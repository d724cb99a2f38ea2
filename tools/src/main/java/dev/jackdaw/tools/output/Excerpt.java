package dev.jackdaw.tools.output;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The part of an output that the model is shown: all of it, or its beginning and its end, cut at
 * the ends of lines where there are any, and the failures that stand in between.
 *
 * @param omittedBytes how much lies between the two; 0 when {@code head} is everything
 * @param failures lines of the part left out
 * @param binary whether it was not text and is not shown at all
 */
public record Excerpt(
    String head, long omittedBytes, Failures.Excerpt failures, String tail, boolean binary) {
  private static final Failures.Excerpt NONE = new Failures.Excerpt(List.of(), 0);

  /** For failures that are left out only because others are told of. */
  private static final int HEADROOM_BYTES = 500;

  /** Returns as much of the piece as there is room for, a fifth of it from its beginning. */
  public static Excerpt of(Output.Piece piece, Room room) {
    return of(piece, room, () -> found(piece));
  }

  /**
   * As the other.
   *
   * @param failures of the whole output; asked for when not all of the piece is shown
   */
  public static Excerpt of(Output.Piece piece, Room room, Supplier<Failures> failures) {
    var bytes = piece.first().length + piece.omitted() + piece.last().length;
    var first = decode(piece.omitted() == 0 ? piece.whole() : piece.first());
    if (PlainText.looksBinary(first)) return new Excerpt("", bytes, NONE, "", true);
    var shown = PlainText.of(first);
    if (piece.omitted() == 0 && Utf8.length(shown) <= room.bytes()) {
      return new Excerpt(shown, 0, NONE, "", false);
    }
    var end = piece.omitted() == 0 ? shown : PlainText.of(decode(piece.last()));
    return cut(shown, end, bytes, room).with(failures.get(), piece.end() - bytes, shown, end, room);
  }

  /** Returns the head and the tail of a text that is there as a whole. */
  static Excerpt of(String text, Room room) {
    var cut = cut(text, text, Utf8.length(text), room);
    return cut.with(FailureFinder.in(text), 0, text, text, room);
  }

  private static Excerpt cut(String start, String end, long bytes, Room room) {
    var head = Utf8.head(start, room.bytes() / 5);
    var tail = Utf8.tail(end, room.bytes() - room.bytes() / 5);
    var omitted = Math.max(1, bytes - Utf8.length(head) - Utf8.length(tail));
    return new Excerpt(head, omitted, NONE, tail, false);
  }

  /** Makes room for the failures in the part left out, if there are any. */
  private Excerpt with(Failures found, long from, String start, String end, Room room) {
    var first = found.choose(from, head + "\n" + tail, room.forFailures());
    if (first.isEmpty()) return this;
    var taken = Math.min(room.forFailures(), first.bytes() + HEADROOM_BYTES);
    var bytes = omittedBytes + Utf8.length(head) + Utf8.length(tail);
    var smaller = cut(start, end, bytes, room.without(taken));
    var failures = found.choose(from, smaller.head + "\n" + smaller.tail, taken);
    return new Excerpt(smaller.head, smaller.omittedBytes, failures, smaller.tail, false);
  }

  private static Failures found(Output.Piece piece) {
    var finder = new FailureFinder();
    finder.accept(piece.first(), piece.first().length);
    finder.accept(piece.last(), piece.last().length);
    return finder.found();
  }

  public boolean isEmpty() {
    return head.isBlank() && tail.isBlank() && !binary;
  }

  public boolean isWhole() {
    return omittedBytes == 0;
  }

  /**
   * Returns what the model is shown: the output's own words and ours in blocks of their own, so
   * that neither passes for the other.
   *
   * @param origin of the output
   * @param where the whole of it can be read, such as {@code "; read shows it as blob:0f"}; may be
   *     empty
   */
  public List<Block.Content> blocks(Label origin, String where) {
    var blocks = new ArrayList<Block.Content>();
    say(blocks, head, origin);
    if (binary) say(blocks, "[" + omittedBytes + " bytes that are not text" + where + "]");
    else if (!isWhole()) sayOmitted(blocks, origin, where);
    say(blocks, tail, origin);
    return blocks;
  }

  private void sayOmitted(List<Block.Content> blocks, Label origin, String where) {
    var omitted = "[" + omittedBytes + " bytes left out here" + where + "]";
    if (failures.isEmpty()) {
      say(blocks, omitted);
      return;
    }
    say(blocks, omitted + "\nFailures found in the part left out:");
    say(blocks, String.join("\n", failures.lines()), origin);
    var more = failures.omitted();
    say(blocks, more == 0 ? "[the end follows]" : "[and " + more + " more; the end follows]");
  }

  private static void say(List<Block.Content> blocks, String remark) {
    blocks.add(new Block.Text(remark, Label.JACKDAW));
  }

  private static void say(List<Block.Content> blocks, String output, Label origin) {
    var text = output.stripTrailing();
    if (!text.isEmpty()) blocks.add(new Block.Text(text, origin));
  }

  /** Decodes; at the beginning may stand the end of a character that was cut. */
  private static String decode(byte[] bytes) {
    var start = 0;
    while (start < Math.min(3, bytes.length) && (bytes[start] & 0xc0) == 0x80) start++;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }
}
