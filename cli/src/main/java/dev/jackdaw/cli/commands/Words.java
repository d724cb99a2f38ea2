package dev.jackdaw.cli.commands;

import java.util.ArrayList;
import java.util.List;

/** What stands behind a command, as words: parted by blanks, or held together by quotes. */
final class Words {
  private Words() {}

  static List<String> of(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var begun = false;
    var quote = '\0';
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quote != '\0') {
        if (c == quote) quote = '\0';
        else word.append(c);
      } else if ((c == '"' || c == '\'') && !begun) {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) words.add(word.toString());
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) words.add(word.toString());
    return words;
  }
}
