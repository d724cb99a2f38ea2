package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.journal.text.Columns;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A timeline as lines of text, none longer than the terminal is wide. Not thread-safe. */
public final class TimelineText {
  /** Narrower than this, lines are wrapped by the terminal. */
  public static final int LEAST_COLUMNS = 40;

  private static final int TIME_COLUMNS = 9;
  private static final int MONEY_COLUMNS = 9;

  /** Below this, what a reply cost stands under it. */
  private static final int COLUMNS_WITH_MONEY = 64;

  private final Timeline timeline;
  private final Appendable out;
  private final int columns;
  private final Signs signs;
  private final Paint paint;
  private final Axis axis;
  private final Words words;
  private final DateTimeFormatter clock;
  private final boolean hasMoney;
  private final int numberColumns;
  private final int labelColumns;
  private final int barColumns;
  private final Map<String, Integer> depths = new HashMap<>();

  /** Whether escape sequences are used. */
  public enum Paint {
    PLAIN,
    COLOURED
  }

  private TimelineText(
      Timeline timeline, int columns, Signs signs, Paint paint, ZoneId zone, Appendable out) {
    this.timeline = timeline;
    this.out = out;
    this.columns = Math.max(LEAST_COLUMNS, columns);
    this.signs = signs;
    this.paint = paint;
    axis = Axis.of(timeline);
    words = new Words(timeline.directory());
    clock = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    hasMoney = this.columns >= COLUMNS_WITH_MONEY;
    numberColumns = Integer.toString(timeline.bars().size()).length();
    var left = this.columns - numberColumns - 3 - 3 - TIME_COLUMNS - (hasMoney ? MONEY_COLUMNS : 0);
    barColumns = left * 9 / 20;
    labelColumns = left - barColumns;
  }

  /**
   * Writes a timeline.
   *
   * @param columns the width of the terminal
   * @param zone of the times that are shown
   */
  public static void write(
      Timeline timeline, int columns, Signs signs, Paint paint, ZoneId zone, Appendable out)
      throws IOException {
    new TimelineText(timeline, columns, signs, paint, zone, out).write();
  }

  private void write() throws IOException {
    head();
    for (var lane : timeline.lanes()) {
      if (lane.entries().isEmpty()) continue;
      line("");
      line(styled("1", Columns.cut(heading(lane), columns)));
      for (var entry : lane.entries()) row(entry);
    }
    line("");
    foot();
  }

  private void head() throws IOException {
    if (!timeline.title().isEmpty()) line(styled("1", cut(timeline.title(), columns)));
    line(cut("Session " + timeline.session() + " in " + timeline.directory(), columns));
    var span = timeline.span();
    wrapped(clock.format(span.from()) + " to " + clock.format(span.to()));
    wrapped(new Sums(timeline.totals()).time());
    wrapped(new Sums(timeline.totals()).work());
    line("");
    var right = Amounts.time(axis.length());
    var scale = "0 s" + " ".repeat(Math.max(1, barColumns - 3 - right.length())) + right;
    var indent = " ".repeat(numberColumns + 3 + labelColumns + 1);
    line(styled("2", indent + Columns.cut(scale, barColumns)));
  }

  private String heading(Lane lane) {
    var about = lane.description().isEmpty() ? "" : ": " + lane.description();
    var by = lane.startedBy() == 0 ? "" : " (by " + lane.startedBy() + ")";
    return VisibleText.inOneLine(Words.agent(lane) + by + about);
  }

  private void row(Entry entry) throws IOException {
    switch (entry) {
      case Entry.Mark mark -> row("", sign(mark), mark.text(), entry, "", "");
      case Entry.Reply reply -> {
        var sign = reply.problem().isEmpty() ? signs.good : bad();
        var cost = reply.dollars().map(Amounts::dollars).orElse("");
        row(reply, sign, "", took(reply.span()), cost);
        detail(told(reply, cost));
      }
      case Entry.SideJob job -> {
        var cost = job.dollars().map(Amounts::dollars).orElse("");
        row(job, job.problem().isEmpty() ? signs.good : bad(), "", took(job.span()), cost);
      }
      case Entry.Call call -> {
        var depth = depth(call);
        row(call, sign(call), "  ".repeat(Math.min(depth, 8) + 1), took(call), "");
        detail(told(call));
      }
    }
  }

  private int depth(Entry.Call call) {
    var depth = call.within().map(id -> depths.getOrDefault(id.value(), 0) + 1).orElse(0);
    if (call.isWhole()) depths.put(call.call().value(), depth);
    return depth;
  }

  private String took(Entry.Call call) {
    return call.runs().isEmpty() ? "" : Amounts.time(Span.sum(call.runs()));
  }

  private static String took(Span span) {
    return Amounts.time(span.length());
  }

  private void row(Entry.Bar bar, String sign, String indent, String took, String cost)
      throws IOException {
    var label = indent + Words.name(bar) + " " + Words.subject(bar);
    row(Integer.toString(bar.number()), sign, label, bar, took, cost);
  }

  private void row(String number, String sign, String label, Entry entry, String took, String cost)
      throws IOException {
    var line = new StringBuilder();
    line.append(" ".repeat(numberColumns - number.length())).append(number).append(' ');
    line.append(sign).append(' ');
    line.append(Columns.fit(VisibleText.inOneLine(label), labelColumns)).append(signs.edge);
    line.append(new BarText(axis, signs, barColumns).of(entry)).append(signs.edge);
    line.append(right(took, TIME_COLUMNS));
    if (hasMoney) line.append(right(cost, MONEY_COLUMNS));
    line(line.toString().stripTrailing());
  }

  private static String right(String text, int columns) {
    return " ".repeat(Math.max(1, columns - text.length())) + text;
  }

  private void detail(List<String> parts) throws IOException {
    if (parts.isEmpty()) return;
    var indent = " ".repeat(numberColumns + 5);
    var text = VisibleText.inOneLine(String.join("; ", parts));
    line(styled("2", indent + Columns.cut(text, columns - indent.length())));
  }

  private List<String> told(Entry.Reply reply, String cost) {
    var parts = new ArrayList<String>();
    if (!reply.model().isEmpty()) {
      var usage = reply.usage();
      parts.add(reply.model());
      parts.add(Amounts.tokens(usage.prompt()) + " in, " + Amounts.tokens(usage.output()) + " out");
    }
    if (!hasMoney && !cost.isEmpty()) parts.add(cost);
    return parts;
  }

  private List<String> told(Entry.Call call) {
    var parts = new ArrayList<String>();
    if (call.ending().isEmpty() || call.ending().get().status() != ToolResult.Status.OK) {
      parts.add(Words.status(call));
    }
    if (call.runs().size() > 1) parts.add("started " + call.runs().size() + " times");
    if (!call.beside().isEmpty()) parts.add(beside(call));
    if (!call.waits().isEmpty()) {
      parts.add("waited " + Amounts.time(Span.sum(call.waits())) + " for you");
    }
    for (var effect : call.effects()) parts.add(effect(effect, call));
    if (call.decision().isPresent() && !(call.decision().get() instanceof Decision.Allow)) {
      parts.add(Words.decision(call.decision().get()));
    }
    return parts;
  }

  private static String beside(Entry.Call call) {
    return call.beside().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" ", "beside ", call.besideMore() ? " and more" : ""));
  }

  /** The command stands in the line above. */
  private String effect(Effect effect, Entry.Call call) {
    var isShown = effect instanceof Effect.Executes(var it, _) && it.equals(call.subject());
    return isShown ? "runs a command" : words.effect(effect);
  }

  private String sign(Entry.Mark mark) {
    return switch (mark.kind()) {
      case PROMPT -> signs.prompt;
      case END -> signs.end;
      case RESUME -> signs.resume;
      case CHANGE -> signs.change;
    };
  }

  private String sign(Entry.Call call) {
    if (call.ending().isEmpty()) return signs.open;
    return switch (call.ending().get().status()) {
      case OK -> signs.good;
      case IN_DOUBT -> signs.open;
      case FAILED, INVALID, REFUSED, CANCELLED, TIMED_OUT -> bad();
    };
  }

  private String bad() {
    return styled("31", signs.bad);
  }

  private void foot() throws IOException {
    var legend =
        signs.model + " model, " + signs.run + " call, " + signs.person + " waiting for you";
    var left = axis.leftOut();
    if (left.compareTo(Duration.ZERO) > 0) {
      legend += ", " + signs.leftOut + " left out: " + Amounts.time(left);
    }
    wrapped(legend);
  }

  private String cut(String text, int most) {
    return Columns.cut(VisibleText.inOneLine(text), most);
  }

  /** Breaks a sentence of our own between words. */
  private void wrapped(String text) throws IOException {
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(line.toString());
  }

  private String styled(String code, String text) {
    return paint == Paint.PLAIN || text.isBlank()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
