package dev.jackdaw.engine.recall;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text, some twenty lines long: enough to make sense of, small enough that several fit
 * an answer.
 *
 * @param line that it begins with, counted from 1
 */
record Passage(int from, int to, int line) {
  private static final int CHARS = 1_200;
  private static final int LEAST_CHARS = 400;

  /** Cuts a text at ends of lines, else between words, else anywhere but within a character. */
  static List<Passage> of(String text) {
    if (text.length() <= CHARS) return List.of(new Passage(0, text.length(), 1));
    var passages = new ArrayList<Passage>();
    var line = 1;
    for (var from = 0; from < text.length(); ) {
      var to = end(text, from, CHARS);
      passages.add(new Passage(from, to, line));
      for (var i = from; i < to; i++) if (text.charAt(i) == '\n') line++;
      from = to;
    }
    return passages;
  }

  /**
   * Returns where to cut the text that begins at {@code from} so that it has so many characters.
   */
  static int end(String text, int from, int chars) {
    var to = from + chars;
    if (to >= text.length()) return text.length();
    var least = from + Math.min(LEAST_CHARS, chars / 2);
    var newline = text.lastIndexOf('\n', to - 1);
    if (newline >= least) return newline + 1;
    var space = text.lastIndexOf(' ', to - 1);
    if (space >= least) return space + 1;
    return Character.isLowSurrogate(text.charAt(to)) && to > from + 1 ? to - 1 : to;
  }
}
