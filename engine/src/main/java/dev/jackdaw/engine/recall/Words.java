package dev.jackdaw.engine.recall;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Finds the terms of texts: runs of letters and digits in lower case. Of a name such as {@code
 * parseHttpUrl} or {@code parse_http_url} the parts are terms, and so is the whole without its
 * underscores, so that one spelling finds the other. Scripts written without spaces give pairs of
 * characters. Not thread-safe.
 */
final class Words {
  /** Longer names are cut: nobody searches for them, and a line of Base64 is one. */
  private static final int MOST_CHARS = 64;

  /** Hears a term; the array is used again afterwards. */
  interface Each {
    void term(char[] chars, int from, int to, int hash);
  }

  private final Each each;
  private final char[] name = new char[MOST_CHARS];
  private int length;
  private int partFrom;
  private int partHash;
  private int parts;

  Words(Each each) {
    this.each = each;
  }

  /** Returns the terms of a text, each once, in their order. */
  static List<String> of(String text) {
    var found = new LinkedHashSet<String>();
    new Words((chars, from, to, _) -> found.add(new String(chars, from, to - from)))
        .read(text, 0, text.length());
    return List.copyOf(found);
  }

  /** Hands out the terms of a part of the text. */
  void read(String text, int from, int to) {
    var plain = from;
    while (plain < to && text.charAt(plain) < 0x80) plain++;
    var foreign = plain < to;
    // A mark belongs to the letter before it.
    if (plain > from) plain--;
    if (!foreign || Normalizer.isNormalized(text.substring(plain, to), Normalizer.Form.NFC)) {
      scan(text, from, to);
    } else {
      var whole = Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFC);
      scan(whole, 0, whole.length());
    }
  }

  private void scan(String text, int from, int to) {
    var before = ' ';
    for (var i = from; i < to; i++) {
      var c = text.charAt(i);
      if (c >= 0x80) {
        i = scanForeign(text, i, to, before);
        before = text.charAt(i);
        continue;
      }
      if (isSmall(c)) {
        i = addSmall(text, i, to) - 1;
        c = text.charAt(i);
      } else if (c >= 'A' && c <= 'Z') {
        if (startsPart(before, text, i, to)) endPart();
        add((char) (c + 32));
      } else if (c == '_' && length > 0) {
        endPart();
      } else {
        endName();
      }
      before = c;
    }
    endName();
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  /** Most text is such runs: they are taken at once. Returns where the run ends. */
  private int addSmall(String text, int from, int to) {
    var part = partHash;
    var end = from;
    for (var c = text.charAt(from); isSmall(c); c = text.charAt(end)) {
      if (end - from < MOST_CHARS - length) part = 31 * part + c;
      if (++end == to) break;
    }
    var count = Math.min(end - from, MOST_CHARS - length);
    text.getChars(from, from + count, name, length);
    length += count;
    partHash = part;
    return end;
  }

  /** A capital begins a part behind a small letter or digit, and before the small letter of one. */
  private static boolean startsPart(char before, String text, int at, int to) {
    if (Character.isLowerCase(before) || Character.isDigit(before)) return true;
    return Character.isUpperCase(before)
        && at + 1 < to
        && Character.isLowerCase(text.charAt(at + 1));
  }

  /** Takes one character beyond ASCII and returns the index of its last half. */
  private int scanForeign(String text, int at, int to, char before) {
    var c = text.codePointAt(at);
    var last = Math.min(at + Character.charCount(c), to) - 1;
    if (isUnspaced(c)) {
      endName();
      pair(text, at, last + 1, to);
    } else if (Character.isLetterOrDigit(c) || isMark(c)) {
      if (Character.isUpperCase(c) && startsPart(before, text, at, to)) endPart();
      for (var small : Character.toChars(Character.toLowerCase(c))) add(small);
    } else {
      endName();
    }
    return last;
  }

  private static boolean isMark(int c) {
    var type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Han, Hiragana, Katakana, Thai, Lao, Myanmar, Khmer. */
  private static boolean isUnspaced(int c) {
    return Character.isIdeographic(c)
        || c >= 0x3040 && c <= 0x30FF
        || c >= 0xE00 && c <= 0xEFF
        || c >= 0x1000 && c <= 0x109F
        || c >= 0x1780 && c <= 0x17FF;
  }

  /** A term of the character and the next, or of it alone when no such one stands beside it. */
  private void pair(String text, int at, int next, int to) {
    var follows = next < to && isUnspaced(text.codePointAt(next));
    if (!follows && at > 0 && isUnspaced(text.codePointBefore(at))) return;
    var end = follows ? Math.min(to, next + Character.charCount(text.codePointAt(next))) : next;
    var term = text.substring(at, end).toCharArray();
    each.term(term, 0, term.length, hash(term, term.length));
  }

  private void add(char c) {
    if (length == MOST_CHARS) return;
    name[length++] = c;
    partHash = 31 * partHash + c;
  }

  /** Returns the hash under which a term is handed out. */
  static int hash(char[] term, int length) {
    var hash = 0;
    for (var i = 0; i < length; i++) hash = 31 * hash + term[i];
    return hash;
  }

  private void endPart() {
    if (length == partFrom) return;
    parts++;
    each.term(name, partFrom, length, partHash);
    partFrom = length;
    partHash = 0;
  }

  private void endName() {
    if (length == 0) return;
    endPart();
    if (parts > 1) each.term(name, 0, length, hash(name, length));
    length = 0;
    partFrom = 0;
    parts = 0;
  }
}
