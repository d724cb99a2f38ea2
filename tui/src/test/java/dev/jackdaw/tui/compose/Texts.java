package dev.jackdaw.tui.compose;

import java.util.random.RandomGenerator;

/** Makes up texts that are hard to edit. */
final class Texts {
  private static final String[] PIECES = {
    "a",
    "b",
    "Z",
    "7",
    " ",
    " ",
    "\t",
    "\n",
    "word",
    "_",
    ".",
    "ä",
    "e\u0301",
    "漢",
    "字",
    "한",
    "👍",
    "👍🏽",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "❤️",
    "\u0301",
    "\u200D",
    "\uD83D",
    "\uDE00",
    "\u001b",
    "\u202E",
    "\u0007",
    "क्षि",
    "ﷺ",
    "\r",
    "(",
    ")",
    "\"",
    "\\"
  };

  private Texts() {}

  static String piece(RandomGenerator random) {
    return PIECES[random.nextInt(PIECES.length)];
  }

  static String text(RandomGenerator random, int size) {
    var out = new StringBuilder();
    for (var i = random.nextInt(size + 1); i > 0; i--) out.append(piece(random));
    return out.toString();
  }
}
