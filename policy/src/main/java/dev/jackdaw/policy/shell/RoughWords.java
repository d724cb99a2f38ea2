package dev.jackdaw.policy.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds everything in a shell line that could be a word, whatever the grammar says: quotes and
 * backslashes are dropped, every other sign of the shell separates. It finds too much rather than
 * too little and serves to forbid and to ask only.
 */
public final class RoughWords {
  private static final String DROPPED = "'\"\\";
  private static final String SEPARATORS = ";|&()<>{}[]`$,=@!#";

  private RoughWords() {}

  public static List<String> of(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (DROPPED.indexOf(c) >= 0) continue;
      if (c > ' ' && SEPARATORS.indexOf(c) < 0) {
        word.append(c);
      } else {
        add(word, words);
      }
    }
    add(word, words);
    return words;
  }

  private static void add(StringBuilder word, List<String> words) {
    if (word.isEmpty()) return;
    words.add(word.toString());
    word.setLength(0);
  }
}
