package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.api.text.LineMerge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges a step's change, or its contrary, with what somebody else made of the text. Bytes stand
 * for characters, so that any encoding whose line ends are those of ASCII comes back as it was.
 */
final class TextMerge {
  /** More is no text that a person edits. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_OVERLAPS = 3;
  private static final int MAX_LINES = 6;

  private TextMerge() {}

  /**
   * Returns the lines of a conflict for people, and the merged content where there is none.
   *
   * @param content nothing when the sides overlap
   */
  record Result(Optional<byte[]> content, List<String> overlaps) {}

  /** Returns nothing when one of them is no text. */
  static Optional<Result> of(byte[] from, byte[] now, byte[] to) {
    if (isBinary(from) || isBinary(now) || isBinary(to)) return Optional.empty();
    var merged = LineMerge.of(text(from), text(now), text(to));
    return Optional.of(
        merged.isClean()
            ? new Result(
                Optional.of(merged.text().getBytes(StandardCharsets.ISO_8859_1)), List.of())
            : new Result(Optional.empty(), shown(merged.overlaps())));
  }

  private static boolean isBinary(byte[] bytes) {
    for (var b : bytes) if (b == 0) return true;
    return false;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<String> shown(List<LineMerge.Overlap> overlaps) {
    var lines = new ArrayList<String>();
    for (var overlap : overlaps.subList(0, Math.min(MAX_OVERLAPS, overlaps.size()))) {
      add("now, line " + overlap.line(), overlap.ours(), lines);
      add("expected", overlap.base(), lines);
      add("wanted", overlap.theirs(), lines);
    }
    if (overlaps.size() > MAX_OVERLAPS) {
      lines.add("and " + (overlaps.size() - MAX_OVERLAPS) + " more places");
    }
    return lines;
  }

  private static void add(String head, List<String> texts, List<String> to) {
    if (texts.isEmpty()) to.add(head + ": (nothing)");
    for (var text : texts.subList(0, Math.min(MAX_LINES, texts.size()))) {
      to.add(head + ": " + decoded(text).stripTrailing());
    }
    if (texts.size() > MAX_LINES) to.add(head + ": and " + (texts.size() - MAX_LINES) + " lines");
  }

  private static String decoded(String line) {
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Returns the lines that differ, for people; nothing when one of them is no text. */
  static Optional<String> difference(byte[] before, byte[] after) {
    if (isBinary(before) || isBinary(after)) return Optional.empty();
    return Optional.of(decoded(LineDiff.of(text(before), text(after)).unified()));
  }
}
