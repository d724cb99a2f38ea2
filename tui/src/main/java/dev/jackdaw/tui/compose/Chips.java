package dev.jackdaw.tui.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Placeholders in a text: what was pasted and is too long to be shown, and pictures. In the text
 * each is one character of Unicode's last private plane, so that the cursor steps over it, undo
 * brings it back and a cut carries it along; nothing else may put these characters there.
 */
final class Chips {
  private static final int FIRST = 0x10F000;
  private static final int LAST = 0x10FFFD;

  /** What a placeholder stands for. */
  sealed interface Chip {
    int number();

    /** Returns what is shown in its place, in one line of visible characters. */
    String label();

    record Pasted(int number, String text) implements Chip {
      @Override
      public String label() {
        var lines = 1 + text.chars().filter(c -> c == '\n').count();
        return lines > 1
            ? "[pasted " + lines + " lines #" + number + "]"
            : "[pasted " + text.length() + " characters #" + number + "]";
      }
    }

    record Pictured(int number, Picture picture) implements Chip {
      @Override
      public String label() {
        return "[image #" + number + ": " + picture.name() + "]";
      }
    }
  }

  /** A placeholder, by its place in the text. */
  record Found(int at, Chip chip) {}

  private record Shown(Chip chip, String label) {}

  private final Map<Integer, Shown> chips = new HashMap<>();
  private int pastes;
  private int pictures;

  static boolean isChip(int code) {
    return code >= FIRST && code <= LAST;
  }

  /** Returns the character that stands for a pasted text; the text itself when there is no room. */
  String pasted(String text) {
    return isFull() ? text : add(new Chip.Pasted(++pastes, text));
  }

  /** Returns the character that stands for a picture. */
  String picture(Picture picture) {
    return isFull() ? "" : add(new Chip.Pictured(++pictures, picture));
  }

  private boolean isFull() {
    return FIRST + chips.size() > LAST;
  }

  private String add(Chip chip) {
    var code = FIRST + chips.size();
    chips.put(code, new Shown(chip, chip.label()));
    return Character.toString(code);
  }

  Optional<Chip> chip(int code) {
    return Optional.ofNullable(chips.get(code)).map(Shown::chip);
  }

  /** Returns what the character looks like. */
  String label(int code) {
    var shown = chips.get(code);
    return shown == null ? "\uFFFD" : shown.label();
  }

  /** Returns text that came from elsewhere, without characters that would stand for something. */
  static String foreign(String text) {
    if (text.indexOf('\uDBFC') < 0
        && text.indexOf('\uDBFD') < 0
        && text.indexOf('\uDBFE') < 0
        && text.indexOf('\uDBFF') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isChip(c) ? 0xFFFD : c));
    return out.toString();
  }

  /** Returns the placeholders in a text, in their order. */
  List<Found> in(CharSequence text) {
    var found = new ArrayList<Found>();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '\uDBFC' || text.charAt(i) > '\uDBFF') continue;
      var place = i;
      chip(Character.codePointAt(text, i)).ifPresent(chip -> found.add(new Found(place, chip)));
    }
    return found;
  }

  /** Returns the text with every placeholder as its label. */
  String labelled(CharSequence text) {
    return replaced(text, true);
  }

  /** Returns the text as it is meant: pasted text in its place, pictures as their labels. */
  String expanded(CharSequence text) {
    return replaced(text, false);
  }

  private String replaced(CharSequence text, boolean isLabelled) {
    var out = new StringBuilder(text.length());
    var from = 0;
    for (var found : in(text)) {
      out.append(text, from, found.at());
      out.append(
          !isLabelled && found.chip() instanceof Chip.Pasted(_, var pasted)
              ? pasted
              : found.chip().label());
      from = found.at() + 2;
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Returns the text with every label as the placeholder it is of: undoes {@link #labelled}. */
  String unlabelled(String text) {
    var back = text;
    for (var chip : chips.entrySet()) {
      back = back.replace(chip.getValue().label(), Character.toString(chip.getKey()));
    }
    return back;
  }

  /** Returns the pictures in a text, in their order. */
  List<Picture> pictures(CharSequence text) {
    var found = new ArrayList<Picture>();
    for (var one : in(text)) {
      if (one.chip() instanceof Chip.Pictured(_, var picture)) found.add(picture);
    }
    return found;
  }
}
