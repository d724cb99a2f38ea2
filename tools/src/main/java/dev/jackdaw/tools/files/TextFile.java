package dev.jackdaw.tools.files;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The text of a file apart from how it is stored. {@link #text()} has {@code \n} at the end of
 * every line; encoding, byte order mark and the ending of each line are kept beside it, so that
 * {@link #bytes()} gives back the very bytes wherever the text was not changed. Immutable.
 */
public final class TextFile {
  private static final byte LINE_FEED = 0;
  private static final byte BOTH = 1;
  private static final byte CARRIAGE_RETURN = 2;

  private final Encoding encoding;
  private final String text;

  /** The ending of each line, in order: one for every {@code \n} of the text. */
  private final byte[] endings;

  private TextFile(Encoding encoding, String text, byte[] endings) {
    this.encoding = encoding;
    this.text = text;
    this.endings = endings;
  }

  /** What to put in place of the text from one offset up to another. */
  public record Splice(int from, int to, String replacement) {}

  /** Returns the text of the bytes, or nothing when they are not text. */
  public static Optional<TextFile> of(byte[] bytes) {
    var probe = new EncodingProbe();
    probe.feed(bytes, bytes.length);
    return probe.encoding().map(encoding -> decoded(encoding, encoding.decode(bytes)));
  }

  /** Returns the text of a new file: UTF-8, lines ending as given. */
  public static TextFile created(String content) {
    return decoded(Encoding.UTF_8, content);
  }

  private static TextFile decoded(Encoding encoding, String raw) {
    if (raw.indexOf('\r') < 0) {
      return new TextFile(encoding, raw, new byte[count(raw, 0, raw.length())]);
    }
    if (raw.indexOf('\n') < 0) {
      var text = raw.replace('\r', '\n');
      var endings = new byte[count(text, 0, text.length())];
      Arrays.fill(endings, CARRIAGE_RETURN);
      return new TextFile(encoding, text, endings);
    }
    var text = new StringBuilder(raw.length());
    var endings = new ByteArrayOutputStream();
    for (var i = 0; i < raw.length(); i++) {
      var c = raw.charAt(i);
      var both = c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n';
      if (both) i++;
      if (both || c == '\n') endings.write(both ? BOTH : LINE_FEED);
      text.append(both ? '\n' : c);
    }
    return new TextFile(encoding, text.toString(), endings.toByteArray());
  }

  Encoding encoding() {
    return encoding;
  }

  /** Returns the text with {@code \n} at the end of every line, without a byte order mark. */
  public String text() {
    return text;
  }

  /**
   * Returns the bytes to store.
   *
   * @throws FileProblem when a character has no form in the file's encoding
   */
  public byte[] bytes() throws FileProblem {
    return encoding.encode(raw());
  }

  private String raw() {
    if (isAll(LINE_FEED)) return text;
    var out = new StringBuilder(text.length() + endings.length);
    var at = 0;
    for (var ending : endings) {
      var end = text.indexOf('\n', at);
      out.append(text, at, end);
      out.append(ending == LINE_FEED ? "\n" : ending == BOTH ? "\r\n" : "\r");
      at = end + 1;
    }
    return out.append(text, at, text.length()).toString();
  }

  private boolean isAll(byte ending) {
    for (var one : endings) if (one != ending) return false;
    return true;
  }

  /** Returns the text as a model may write it: {@code \r\n} counts as an end of line. */
  static String normal(String given) {
    return given.indexOf('\r') < 0 ? given : given.replace("\r\n", "\n");
  }

  /**
   * Returns this file with parts replaced. Lines that come in take the ending of the line before
   * them, those that only change keep theirs.
   *
   * @param splices in order, not overlapping
   */
  public TextFile with(List<Splice> splices) {
    var out = new StringBuilder(text.length());
    var ends = new ByteArrayOutputStream(endings.length);
    var last = LINE_FEED;
    var at = 0;
    var line = 0;
    for (var given : splices) {
      var splice = narrowed(given);
      var kept = count(text, at, splice.from);
      ends.write(endings, line, kept);
      line += kept;
      if (line > 0) last = endings[line - 1];
      var old = count(text, splice.from, splice.to);
      var fresh = count(splice.replacement, 0, splice.replacement.length());
      for (var i = 0; i < fresh; i++) {
        if (i < old) last = endings[line + i];
        else if (ends.size() == 0 && line + i < endings.length) last = endings[line + i];
        ends.write(last);
      }
      out.append(text, at, splice.from).append(splice.replacement);
      line += old;
      at = splice.to;
    }
    ends.write(endings, line, endings.length - line);
    out.append(text, at, text.length());
    return new TextFile(encoding, out.toString(), ends.toByteArray());
  }

  /** Takes off what old and new text have in common, so that those lines keep their endings. */
  private Splice narrowed(Splice splice) {
    var replacement = normal(splice.replacement);
    var from = splice.from;
    var to = splice.to;
    var start = 0;
    var end = replacement.length();
    while (from < to && start < end && text.charAt(from) == replacement.charAt(start)) {
      from++;
      start++;
    }
    while (to > from && end > start && text.charAt(to - 1) == replacement.charAt(end - 1)) {
      to--;
      end--;
    }
    return new Splice(from, to, replacement.substring(start, end));
  }

  /**
   * Returns this file with other text: the encoding stays, and the line endings where all lines had
   * the same. A text with characters the encoding lacks becomes UTF-8.
   */
  TextFile withText(String content) {
    var plain = created(content);
    var endsAlike = endings.length > 0 && isAll(endings[0]);
    var ends = plain.endings;
    if (endsAlike && plain.isAll(LINE_FEED)) Arrays.fill(ends, endings[0]);
    var kept = new TextFile(encoding, plain.text, ends);
    try {
      kept.bytes();
      return kept;
    } catch (FileProblem _) {
      return new TextFile(Encoding.UTF_8, plain.text, ends);
    }
  }

  /** Returns the lines without their endings; a last line without one counts as a line. */
  List<String> lines() {
    return linesOf(text);
  }

  static List<String> linesOf(String text) {
    if (text.isEmpty()) return List.of();
    var lines = text.split("\n", -1);
    var count = text.endsWith("\n") ? lines.length - 1 : lines.length;
    return List.of(lines).subList(0, count);
  }

  /** Returns the number of the line, counting from 1, in which the character stands. */
  int lineAt(int offset) {
    return 1 + count(text, 0, offset);
  }

  private static int count(String text, int from, int to) {
    var count = 0;
    for (var i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) count++;
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextFile file
        && file.encoding == encoding
        && file.text.equals(text)
        && Arrays.equals(file.endings, endings);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
