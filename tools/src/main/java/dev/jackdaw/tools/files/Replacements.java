package dev.jackdaw.tools.files;

import java.util.ArrayList;
import java.util.List;

/** Applies exact replacements to a text, each to what the ones before it left. */
final class Replacements {
  private static final int MAX_NAMED_LINES = 10;

  private final String shown;
  private final boolean wasRead;

  /**
   * Prepares for a file.
   *
   * @param wasRead whether the agent saw the whole file, so that it may replace without knowing
   *     every place
   */
  Replacements(String shown, boolean wasRead) {
    this.shown = shown;
    this.wasRead = wasRead;
  }

  /**
   * Returns the text with all of them applied.
   *
   * @throws FileProblem when one of them cannot be, which is then none of them
   */
  TextFile apply(List<EditFile.Replacement> replacements, TextFile text) throws FileProblem {
    var result = text;
    for (var i = 0; i < replacements.size(); i++) {
      var which = replacements.size() == 1 ? "" : "Edit " + (i + 1) + ": ";
      result = applyOne(replacements.get(i), result, which, i == 0);
    }
    return result;
  }

  private TextFile applyOne(
      EditFile.Replacement replacement, TextFile text, String which, boolean first)
      throws FileProblem {
    var old = TextFile.normal(replacement.oldString());
    var fresh = replacement.newString();
    if (old.isEmpty()) {
      if (first && text.text().isEmpty()) return TextFile.created(fresh);
      throw new FileProblem(which + "old_string is empty. Give the text to replace." + undone());
    }
    if (old.equals(TextFile.normal(fresh))) {
      throw new FileProblem(which + "old_string and new_string are the same." + undone());
    }
    var places = places(text.text(), old);
    if (places.isEmpty()) {
      throw new FileProblem(
          which
              + "old_string does not occur in "
              + shown
              + "."
              + undone()
              + Mismatch.explain(text.lines(), old));
    }
    if (places.size() > 1) checkSeveral(replacement, text, places, which);
    var splices = new ArrayList<TextFile.Splice>();
    for (var place : places) splices.add(new TextFile.Splice(place, place + old.length(), fresh));
    return text.with(splices);
  }

  private void checkSeveral(
      EditFile.Replacement replacement, TextFile text, List<Integer> places, String which)
      throws FileProblem {
    if (!replacement.everywhere()) {
      throw new FileProblem(
          which
              + "old_string occurs "
              + places.size()
              + " times in "
              + shown
              + ", on lines "
              + lines(text, places)
              + "."
              + undone()
              + " Add lines around it until it is unique, or set replace_all.");
    }
    if (!wasRead) {
      throw new FileProblem(
          which
              + "replace_all would change "
              + places.size()
              + " places in "
              + shown
              + ", which you have not read. Read it first."
              + undone());
    }
  }

  private static String undone() {
    return " Nothing was changed.";
  }

  private static String lines(TextFile text, List<Integer> places) {
    var out = new StringBuilder();
    for (var i = 0; i < Math.min(places.size(), MAX_NAMED_LINES); i++) {
      if (i > 0) out.append(", ");
      out.append(text.lineAt(places.get(i)));
    }
    return places.size() > MAX_NAMED_LINES ? out.append(", ...").toString() : out.toString();
  }

  private static List<Integer> places(String text, String wanted) {
    var places = new ArrayList<Integer>();
    for (var i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length())) {
      places.add(i);
    }
    return places;
  }
}
