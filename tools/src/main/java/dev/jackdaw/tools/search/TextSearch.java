package dev.jackdaw.tools.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the matching lines of one text. Not thread-safe. */
final class TextSearch {
  private final Query query;
  private final Pattern pattern;
  private final String text;
  private final TimedText timed;
  private final int mostMatches;

  /** Prepares for a text; more than {@code mostMatches} are not looked for. */
  TextSearch(Query query, Pattern pattern, String text, long deadlineNanos, int mostMatches) {
    this.query = query;
    this.pattern = pattern;
    this.text = text;
    this.timed = new TimedText(text, deadlineNanos);
    this.mostMatches = mostMatches;
  }

  /** The numbers of the lines that match, counting from 0, and how many they are. */
  record Hits(BitSet lines, int count) {}

  Hits hits() {
    timed.check();
    if (query.span() == Query.Span.SEVERAL_LINES) return spanning();
    return query.letters() == Query.Letters.DIFFER_BY_CASE && JavaPattern.isLiteral(query.pattern())
        ? literal()
        : byLine();
  }

  private int wanted() {
    return query.output() == SearchFiles.Output.FILES ? 1 : mostMatches;
  }

  private Hits literal() {
    var lines = new BitSet();
    var line = 0;
    var counted = 0;
    var count = 0;
    for (var at = text.indexOf(query.pattern()); at >= 0 && count < wanted(); ) {
      for (var end = text.indexOf('\n', counted); end >= 0 && end < at; ) {
        line++;
        counted = end + 1;
        end = text.indexOf('\n', counted);
      }
      lines.set(line);
      count++;
      var next = text.indexOf('\n', at);
      at = next < 0 ? -1 : text.indexOf(query.pattern(), next + 1);
    }
    return new Hits(lines, count);
  }

  private Hits byLine() {
    var lines = new BitSet();
    var matcher = pattern.matcher(timed);
    var count = 0;
    var line = 0;
    for (var start = 0; start < text.length() && count < wanted(); line++) {
      var newline = text.indexOf('\n', start);
      var end = newline < 0 ? text.length() : newline;
      var shown = newline > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
      if (matcher.region(start, shown).find()) {
        lines.set(line);
        count++;
      }
      start = end + 1;
    }
    return new Hits(lines, count);
  }

  private Hits spanning() {
    var lines = new BitSet();
    var matcher = pattern.matcher(timed);
    var count = 0;
    var line = 0;
    var counted = 0;
    while (count < wanted() && matcher.find()) {
      if (matcher.start() == text.length() && !text.isEmpty()) break;
      line += newlines(counted, matcher.start());
      counted = matcher.start();
      var last = Math.max(matcher.start(), matcher.end() - 1);
      lines.set(line, line + newlines(matcher.start(), last) + 1);
      count++;
    }
    return new Hits(
        lines, query.output() == SearchFiles.Output.FILES ? count : lines.cardinality());
  }

  private int newlines(int from, int to) {
    var count = 0;
    for (var i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) count++;
    return count;
  }

  /** Returns the matching lines with their context. */
  List<Query.Line> lines(BitSet matching) {
    var shown = new ArrayList<Query.Line>();
    var wanted = widened(matching);
    var start = 0;
    for (var line = 0; start < text.length() && line < wanted.length(); line++) {
      var newline = text.indexOf('\n', start);
      var end = newline < 0 ? text.length() : newline;
      if (wanted.get(line)) {
        var last = newline > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
        shown.add(Query.Line.of(line + 1, text.substring(start, last), matching.get(line)));
      }
      start = end + 1;
    }
    return shown;
  }

  private BitSet widened(BitSet lines) {
    if (query.context() == 0) return lines;
    var wide = new BitSet();
    for (var i = lines.nextSetBit(0); i >= 0; i = lines.nextSetBit(i + 1)) {
      wide.set(Math.max(0, i - query.context()), i + query.context() + 1);
    }
    return wide;
  }
}
