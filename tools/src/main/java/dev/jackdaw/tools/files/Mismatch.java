package dev.jackdaw.tools.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a text was not found in a file: the place that is most like it, and how it differs. */
final class Mismatch {
  private static final int MAX_SHOWN_LINES = 12;
  private static final int MAX_SHOWN_CHARS = 160;
  private static final int MAX_COMPARED_CHARS = 400;
  private static final double SIMILAR_ENOUGH = 0.5;

  private final List<String> file;
  private final List<String> wanted;

  private Mismatch(List<String> file, List<String> wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  /** Returns a few lines of explanation, empty when nothing in the file is like it. */
  static String explain(List<String> file, String wanted) {
    var lines = TextFile.linesOf(wanted);
    if (lines.isEmpty()) return "";
    if (hasLineNumbers(lines)) {
      return " It starts with line numbers like those read shows; leave out what is up to the bar.";
    }
    var mismatch = new Mismatch(file, lines);
    return mismatch.place().map(mismatch::shown).orElse("");
  }

  private static boolean hasLineNumbers(List<String> lines) {
    for (var line : lines) {
      var bar = line.indexOf('|');
      if (bar < 1 || !line.chars().limit(bar).allMatch(Character::isDigit)) return false;
    }
    return true;
  }

  /** Every wanted line votes for the places that would put it on an equal line. */
  private Optional<Integer> place() {
    var positions = new HashMap<String, List<Integer>>();
    for (var i = 0; i < wanted.size(); i++) {
      var key = squeezed(wanted.get(i));
      if (!key.isEmpty()) positions.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
    }
    var votes = new HashMap<Integer, Integer>();
    for (var i = 0; i < file.size(); i++) {
      for (var at : positions.getOrDefault(squeezed(file.get(i)), List.of())) {
        votes.merge(i - at, 1, Integer::sum);
      }
    }
    var best = -1;
    var most = 0;
    for (var vote : votes.entrySet()) {
      var place = vote.getKey();
      if (vote.getValue() > most || vote.getValue() == most && place < best) {
        best = place;
        most = vote.getValue();
      }
    }
    return most > 0 ? Optional.of(best) : mostSimilar();
  }

  private Optional<Integer> mostSimilar() {
    var longest = 0;
    for (var i = 1; i < wanted.size(); i++) {
      if (wanted.get(i).strip().length() > wanted.get(longest).strip().length()) longest = i;
    }
    var pairs = pairs(wanted.get(longest));
    var best = -1;
    var score = SIMILAR_ENOUGH;
    for (var i = 0; i < file.size(); i++) {
      var similarity = similarity(pairs, file.get(i));
      if (similarity > score) {
        best = i;
        score = similarity;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best - longest);
  }

  /** Returns the Dice coefficient of the pairs of neighbouring characters, 0 to 1. */
  private static double similarity(Set<Integer> wanted, String line) {
    var pairs = pairs(line);
    var total = wanted.size() + pairs.size();
    pairs.retainAll(wanted);
    return total == 0 ? 0 : 2.0 * pairs.size() / total;
  }

  private static Set<Integer> pairs(String line) {
    var text = squeezed(line);
    var pairs = new HashSet<Integer>();
    var end = Math.min(text.length(), MAX_COMPARED_CHARS);
    for (var i = 1; i < end; i++) pairs.add(text.charAt(i - 1) << 16 | text.charAt(i));
    return pairs;
  }

  /** Returns the line without any white space, in plain punctuation. */
  private static String squeezed(String line) {
    var out = new StringBuilder(line.length());
    for (var i = 0; i < line.length(); i++) {
      var c = Punctuation.plain(line.charAt(i));
      if (!Character.isWhitespace(c)) out.append(c);
    }
    return out.toString();
  }

  private String shown(int place) {
    var out = new StringBuilder(" The closest is:\n");
    var from = Math.max(0, place);
    var end = Math.min(file.size(), place + wanted.size());
    for (var i = from; i < Math.min(end, from + MAX_SHOWN_LINES); i++) {
      out.append(i + 1).append('|').append(clipped(file.get(i))).append('\n');
    }
    for (var i = 0; i < wanted.size(); i++) {
      var at = place + i;
      var here = at >= 0 && at < file.size() ? file.get(at) : "";
      if (here.equals(wanted.get(i))) continue;
      return out.append("Line ").append(at + 1).append(difference(here, wanted.get(i))).toString();
    }
    return out.append("These lines are equal; look at what is before and after them.").toString();
  }

  private static String difference(String here, String wanted) {
    var kind =
        squeezed(here).equals(squeezed(wanted))
            ? " differs only in white space or quotes"
            : " differs";
    return kind + ": the file has " + quoted(here) + ", you gave " + quoted(wanted) + ".";
  }

  private static String quoted(String line) {
    return '"' + clipped(line).replace("\\", "\\\\").replace("\t", "\\t") + '"';
  }

  private static String clipped(String line) {
    return line.length() <= MAX_SHOWN_CHARS ? line : line.substring(0, MAX_SHOWN_CHARS) + "…";
  }
}
