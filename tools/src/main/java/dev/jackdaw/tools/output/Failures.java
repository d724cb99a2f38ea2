package dev.jackdaw.tools.output;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an output says about failures. Immutable. */
public final class Failures {
  /** Nothing was found. */
  public static final Failures NONE = new Failures(new FailureList());

  /** What does not help to know which failure it was. */
  private static final Pattern DECORATION =
      Pattern.compile("^(\\[ERROR\\]|FAILED|ERROR|FAIL:?|--- FAIL:|[│├└─|'+✖✘✕×●]+|E) +");

  /** A line of code, which says little without the others. */
  private static final Pattern CODE = Pattern.compile("^\\d+ \\||[;{}]$");

  private final List<Found> failures;
  private final List<Found> totals;
  private final long dropped;

  Failures(FailureList list) {
    failures = List.copyOf(list.failures());
    totals = List.copyOf(list.totals());
    dropped = list.dropped();
  }

  /**
   * Lines of an output.
   *
   * @param omitted how many more failures there were
   */
  public record Excerpt(List<String> lines, long omitted) {
    public boolean isEmpty() {
      return lines.isEmpty();
    }

    int bytes() {
      var sum = 0;
      for (var line : lines) sum += size(line);
      return sum;
    }
  }

  /**
   * Chooses lines: the totals, what says all in one line, the first failures with what they say,
   * then further ones.
   *
   * @param from how many bytes of the output do not count any more
   * @param seen a text whose lines need not be said again
   */
  Excerpt choose(long from, String seen, int maxBytes) {
    var known = new HashSet<>(seen.lines().map(String::stripTrailing).toList());
    var choice = new Choice(from, known, maxBytes);
    for (var total : totals) choice.add(total, maxBytes);
    choice.addKind(Rule.Kind.SUMMARY, maxBytes);
    choice.addWithDetails(maxBytes * 3 / 4);
    choice.addKind(Rule.Kind.FAILURE, maxBytes);
    return choice.made();
  }

  /** Lines that are being chosen. */
  private final class Choice {
    private final long from;
    private final Set<String> known;
    private final int maxBytes;
    private final List<Found> chosen = new ArrayList<>();
    private int bytes;
    private long left;

    Choice(long from, Set<String> known, int maxBytes) {
      this.from = from;
      this.known = known;
      this.maxBytes = maxBytes;
    }

    boolean add(Found one, int limit) {
      if (one.at() < from || chosen.contains(one) || known.contains(one.line())) return true;
      if (bytes + size(one.line()) > Math.min(limit, maxBytes)) return false;
      bytes += size(one.line());
      chosen.add(one);
      return true;
    }

    void addKind(Rule.Kind kind, int limit) {
      for (var one : failures) if (one.kind() == kind && !add(one, limit)) left++;
    }

    void addWithDetails(int limit) {
      for (var one : failures) {
        if (one.kind() != Rule.Kind.SUMMARY && !add(one, limit)) return;
      }
    }

    Excerpt made() {
      chosen.sort(Comparator.comparingLong(Found::at));
      return new Excerpt(chosen.stream().map(Found::line).toList(), left + dropped);
    }
  }

  private static int size(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1;
  }

  /** Returns the first failures in one line of at most so many characters; empty when there are none. */
  public String inShort(int maxChars) {
    var kind = has(Rule.Kind.SUMMARY) ? Rule.Kind.SUMMARY : Rule.Kind.FAILURE;
    var out = new StringBuilder();
    for (var i = 0; i < failures.size(); i++) {
      if (failures.get(i).kind() != kind) continue;
      var text = plain(failures.get(i).line()) + detailAfter(i);
      if (!out.isEmpty() && out.length() + text.length() + 2 > maxChars) break;
      out.append(out.isEmpty() ? "" : "; ").append(text);
    }
    return out.toString();
  }

  private String detailAfter(int i) {
    for (var next : failures.subList(i + 1, failures.size())) {
      if (next.kind() != Rule.Kind.DETAIL) return "";
      var text = plain(next.line());
      if (!CODE.matcher(text).find()) return " " + text;
    }
    return "";
  }

  private boolean has(Rule.Kind kind) {
    return failures.stream().anyMatch(one -> one.kind() == kind);
  }

  private static String plain(String line) {
    var text = line.strip();
    for (var match = DECORATION.matcher(text); match.find(); match = DECORATION.matcher(text)) {
      text = text.substring(match.end()).strip();
    }
    return text.replaceAll("\\s+", " ");
  }

  /** Returns how many failures there are; one may count twice that was reported twice. */
  public long count() {
    return dropped + failures.stream().filter(one -> one.kind() != Rule.Kind.DETAIL).count();
  }
}
