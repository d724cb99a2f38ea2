package dev.jackdaw.policy.names;

import dev.jackdaw.api.VisibleText;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Brings spellings that some file system takes for the same name to one form: NFKC, case folded,
 * without default-ignorable code points, trailing dots and spaces, and NTFS stream names. It joins
 * more names than any one system does, so it serves to forbid and to ask, never to allow.
 */
public final class Folding {
  /** What U+0130, the capital I with a dot, is in lower case. */
  private static final String DOTTED_I = "i\u0307";

  private Folding() {}

  /** Returns the one form of a file name. */
  public static String fold(String name) {
    var ascii = true;
    for (var i = 0; i < name.length() && ascii; i++) ascii = name.charAt(i) < 0x80;
    var folded = ascii ? name.toLowerCase(Locale.ROOT) : foldUnicode(name);
    return trimEnd(withoutStream(folded));
  }

  private static String foldUnicode(String name) {
    var visible = new StringBuilder();
    name.codePoints().filter(c -> !VisibleText.isIgnorable(c)).forEach(visible::appendCodePoint);
    var normal = Normalizer.normalize(visible, Normalizer.Form.NFKC);
    var folded = normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).replace(DOTTED_I, "i");
  }

  private static String withoutStream(String name) {
    var colon = name.indexOf(':');
    return colon > 0 ? name.substring(0, colon) : name;
  }

  private static String trimEnd(String name) {
    if (name.equals(".") || name.equals("..")) return name;
    var end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) end--;
    return name.substring(0, end);
  }
}
