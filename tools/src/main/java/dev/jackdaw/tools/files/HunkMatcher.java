package dev.jackdaw.tools.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the lines of a patch in a file and says what to replace. The places are sought as the
 * openly licensed apply_patch of OpenAI's Codex documents it: from where the hunk before ended,
 * first exactly, then but for white space at line ends, then but for white space around lines, then
 * with plain punctuation; a hunk marked as the end of the file is tried there first. Lines of
 * context are left as the file has them. Not thread-safe.
 */
final class HunkMatcher {
  private final String shown;
  private final TextFile file;
  private final List<String> lines;
  private final List<TextFile.Splice> splices = new ArrayList<>();
  private final int[] starts;
  private int cursor;

  private HunkMatcher(String shown, TextFile file) {
    this.shown = shown;
    this.file = file;
    this.lines = file.lines();
    this.starts = starts(file.text(), lines);
  }

  private static int[] starts(String text, List<String> lines) {
    var starts = new int[lines.size() + 1];
    for (var i = 0; i < lines.size(); i++) starts[i + 1] = starts[i] + lines.get(i).length() + 1;
    starts[lines.size()] = text.length();
    return starts;
  }

  /**
   * Returns the file with the hunks applied, in order.
   *
   * @throws FileProblem when one of them is not found; nothing is changed then
   */
  static TextFile apply(List<Patch.Hunk> hunks, TextFile file, String shown) throws FileProblem {
    var matcher = new HunkMatcher(shown, file);
    for (var hunk : hunks) matcher.apply(hunk);
    matcher.splices.sort(Comparator.comparingInt(TextFile.Splice::from));
    return file.with(matcher.splices);
  }

  private void apply(Patch.Hunk hunk) throws FileProblem {
    for (var anchor : hunk.anchors()) {
      var found = seek(List.of(anchor), cursor);
      if (found < 0) throw notFound("the line after @@", List.of(anchor));
      cursor = found + 1;
    }
    var body = hunk.lines();
    var old = hunk.old();
    if (old.isEmpty()) {
      insert(body, hunk.anchors().isEmpty());
      return;
    }
    if (!hunk.anchors().isEmpty() && place(old, hunk.atEnd()) < 0) cursor--;
    var place = place(old, hunk.atEnd());
    if (place < 0 && old.getLast().isEmpty()) {
      body = withoutLastEmpty(body);
      old = old.subList(0, old.size() - 1);
      place = old.isEmpty() ? -1 : place(old, hunk.atEnd());
    }
    if (place < 0) throw notFound("these lines", hunk.old());
    replaceRuns(body, place);
  }

  /**
   * New lines alone go after their anchor; without one they go to the end, wherever others went.
   */
  private void insert(List<Patch.Line> body, boolean toEnd) {
    var before = cursor;
    replaceRuns(body, toEnd ? lines.size() : cursor);
    cursor = before;
  }

  private static List<Patch.Line> withoutLastEmpty(List<Patch.Line> body) {
    var shorter = new ArrayList<>(body);
    for (var i = body.size() - 1; i >= 0; i--) {
      if (body.get(i).sign() == Patch.Sign.ADD) continue;
      shorter.remove(i);
      break;
    }
    return shorter;
  }

  private int place(List<String> old, boolean atEnd) {
    if (atEnd && lines.size() - old.size() >= cursor) {
      var last = seek(old, lines.size() - old.size());
      if (last >= 0) return last;
    }
    return seek(old, cursor);
  }

  /** The ways to compare two lines, the strict ones first. */
  private enum Likeness {
    EXACT,
    BUT_FOR_TRAILING_SPACE,
    BUT_FOR_SPACE_AROUND,
    IN_PLAIN_PUNCTUATION;

    boolean holds(String a, String b) {
      return switch (this) {
        case EXACT -> a.equals(b);
        case BUT_FOR_TRAILING_SPACE -> a.stripTrailing().equals(b.stripTrailing());
        case BUT_FOR_SPACE_AROUND -> a.strip().equals(b.strip());
        case IN_PLAIN_PUNCTUATION ->
            Punctuation.plain(a).strip().equals(Punctuation.plain(b).strip());
      };
    }
  }

  private int seek(List<String> wanted, int from) {
    for (var likeness : Likeness.values()) {
      for (var i = from; i + wanted.size() <= lines.size(); i++) {
        if (isAt(wanted, i, likeness)) return i;
      }
    }
    return -1;
  }

  private boolean isAt(List<String> wanted, int place, Likeness likeness) {
    for (var i = 0; i < wanted.size(); i++) {
      if (!likeness.holds(lines.get(place + i), wanted.get(i))) return false;
    }
    return true;
  }

  /** Replaces each run of lines that go or come, between those that stay. */
  private void replaceRuns(List<Patch.Line> body, int place) {
    var from = place;
    var to = place;
    var fresh = new ArrayList<String>();
    for (var line : body) {
      switch (line.sign()) {
        case DROP -> to++;
        case ADD -> fresh.add(line.text());
        case KEEP -> {
          replace(from, to, fresh);
          to++;
          from = to;
          fresh.clear();
        }
      }
    }
    replace(from, to, fresh);
    cursor = to;
  }

  /** Replaces lines; whether the file's last line has an end stays as it is. */
  private void replace(int from, int to, List<String> fresh) {
    if (from == to && fresh.isEmpty()) return;
    var text = file.text();
    var open = to == lines.size() && !text.isEmpty() && !text.endsWith("\n");
    var joined = String.join("\n", fresh);
    if (!open) {
      var ended = fresh.isEmpty() ? "" : joined + "\n";
      splices.add(new TextFile.Splice(starts[from], starts[to], ended));
    } else if (from == lines.size()) {
      splices.add(new TextFile.Splice(text.length(), text.length(), "\n" + joined));
    } else {
      var start = fresh.isEmpty() && from > 0 ? starts[from] - 1 : starts[from];
      splices.add(new TextFile.Splice(start, text.length(), joined));
    }
  }

  private FileProblem notFound(String what, List<String> wanted) {
    var quoted = String.join("\n", wanted.subList(0, Math.min(wanted.size(), 12)));
    var place = new HunkMatcher(shown, file).seek(wanted, 0);
    var why =
        place >= 0
            ? " They are on line "
                + (place + 1)
                + ", before the end of the hunk above: hunks come in the order of the file."
            : Mismatch.explain(lines, String.join("\n", wanted));
    return new FileProblem(
        shown
            + " does not have "
            + what
            + (cursor > 0 ? " after line " + cursor : "")
            + ":\n"
            + quoted
            + "\nNothing was changed."
            + why);
  }
}
