package dev.jackdaw.tools.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the failures that test runners and compilers report, in an output that passes by. It
 * invents nothing: what it finds are lines of the output, without control sequences. Time is linear
 * in the size of the output and memory does not grow with it. Safe for use by several threads.
 */
public final class FailureFinder {
  /** As much of a line as is looked at. */
  static final int MAX_LINE_BYTES = 500;

  /** How many lines are looked at for each that may say more about a failure. */
  private static final int PATIENCE = 4;

  private static final List<Rule> RULES =
      Stream.of(JvmRules.ALL, ScriptRules.ALL, NativeRules.ALL).flatMap(List::stream).toList();

  private static final Marks MARKS = new Marks(RULES);

  /** Where the details of a failure end and the places it came through begin. */
  private static final Pattern STOP = Pattern.compile("^(stack backtrace:|note:|goroutine )");

  private final FailureList found = new FailureList();
  private final Line current = new Line();
  private final Line heading = new Line();
  private long total;
  private @Nullable Rule open;
  private int detailsLeft;
  private int patience;

  /** The beginning of a line, and where it stands. */
  private static final class Line {
    private final byte[] bytes = new byte[MAX_LINE_BYTES];
    private int length;
    private long at;

    void add(byte[] more, int from, int to) {
      var count = Math.min(MAX_LINE_BYTES - length, to - from);
      System.arraycopy(more, from, bytes, length, count);
      length += count;
    }

    void set(byte[] text, int from, int to, long position) {
      length = 0;
      at = position;
      add(text, from, to);
    }
  }

  /** Returns what is found in a text that is there as a whole. */
  public static Failures in(String text) {
    var finder = new FailureFinder();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    finder.accept(bytes, bytes.length);
    return finder.found();
  }

  /** Takes the next piece of the output. */
  public synchronized void accept(byte[] bytes, int count) {
    var start = 0;
    for (var i = 0; i < count; i++) {
      if (bytes[i] != '\n') continue;
      if (current.length == 0) {
        look(bytes, start, Math.min(i, start + MAX_LINE_BYTES), total + start);
      } else {
        current.add(bytes, start, i);
        look(current.bytes, 0, current.length, current.at);
        current.length = 0;
      }
      start = i + 1;
    }
    if (current.length == 0) current.set(bytes, start, count, total + start);
    else current.add(bytes, start, count);
    total += count;
  }

  /** Returns what was found so far; a last line without an end counts. */
  public synchronized Failures found() {
    var all = found.copy();
    var text = text(current.bytes, 0, current.length);
    var rule = ruleFor(text);
    if (rule != null) all.add(new Found(current.at, rule.kind(), text));
    return new Failures(all);
  }

  private void look(byte[] bytes, int from, int to, long at) {
    if (from == to) return;
    if (patience > 0 || MARKS.mayMatter(bytes, from, to)) judge(text(bytes, from, to), at);
    if (bytes[from] > ' ' || bytes[from] < 0 || bytes[from] == 0x1b) heading.set(bytes, from, to, at);
  }

  private void judge(String text, long at) {
    patience--;
    var rule = ruleFor(text);
    if (rule != null) {
      addHeading(rule);
      found.add(new Found(at, rule.kind(), text));
      open = rule;
      detailsLeft = rule.details();
      patience = detailsLeft * PATIENCE;
    } else if (STOP.matcher(text).find()) {
      patience = 0;
      detailsLeft = 0;
    } else if (open != null && detailsLeft > 0 && open.detail().matcher(text).find()) {
      found.add(new Found(at, Rule.Kind.DETAIL, text));
      if (--detailsLeft == 0) patience = 0;
    }
  }

  private void addHeading(Rule rule) {
    if (rule.heading().isEmpty() || heading.length == 0) return;
    var above = text(heading.bytes, 0, heading.length);
    if (!rule.heading().get().matcher(above).find()) return;
    found.add(new Found(heading.at, Rule.Kind.FAILURE, above));
    heading.length = 0;
  }

  private static @Nullable Rule ruleFor(String text) {
    for (var rule : RULES) if (rule.matches(text)) return rule;
    return null;
  }

  /** Returns the line as a reader would see it; the end of it may cut a character in two. */
  private static String text(byte[] bytes, int from, int to) {
    var end = to;
    if (to - from == MAX_LINE_BYTES) end -= Utf8.incompleteSuffix(Arrays.copyOfRange(bytes, to - 4, to));
    return PlainText.of(new String(bytes, from, end - from, StandardCharsets.UTF_8)).stripTrailing();
  }
}
