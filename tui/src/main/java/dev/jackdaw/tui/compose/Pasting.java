package dev.jackdaw.tui.compose;

import java.util.ArrayList;

/** Decides how pasted text goes into the draft. */
final class Pasting {
  private final ComposerParts parts;
  private final Chips chips;

  Pasting(ComposerParts parts, Chips chips) {
    this.parts = parts;
    this.chips = chips;
  }

  /** Returns text from elsewhere with plain line ends, and nothing that stands for something. */
  static String cleaned(String text) {
    var lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    return Chips.foreign(lines);
  }

  /** Returns what is put at the cursor: the text, its placeholder, or those of pictures. */
  String put(String text) {
    var pictures = pictures(text);
    if (!pictures.isEmpty()) return pictures;
    var clean = cleaned(text);
    return parts.pasteLimit().isPassed(clean) ? chips.pasted(clean) : clean;
  }

  private String pictures(String text) {
    var found = new ArrayList<Picture>();
    for (var path : PastedPaths.of(text)) {
      var picture = parts.pictures().at(path);
      if (picture.isEmpty()) return "";
      found.add(picture.get());
    }
    var out = new StringBuilder();
    for (var picture : found) out.append(out.isEmpty() ? "" : " ").append(chips.picture(picture));
    return out.toString();
  }
}
