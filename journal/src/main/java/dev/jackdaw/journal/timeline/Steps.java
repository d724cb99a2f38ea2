package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.StopReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything on a timeline in a line each, which opens. */
final class Steps {
  private static final DateTimeFormatter MARK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Timeline timeline;
  private final ZoneId zone;
  private final Markup out;
  private final BarShapes shapes;
  private final Words words;
  private final DateTimeFormatter clock;

  /** The numbers of calls that have steps, by the ids that the steps know. */
  private final Map<String, Integer> wholes = new HashMap<>();

  Steps(Timeline timeline, Axis axis, ZoneId zone, Markup out) {
    this.timeline = timeline;
    this.zone = zone;
    this.out = out;
    shapes = new BarShapes(axis, out);
    words = new Words(timeline.directory());
    clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  void write() throws IOException {
    for (var lane : timeline.lanes()) {
      if (lane.entries().isEmpty()) continue;
      wholes.clear();
      out.raw("<section>\n<h3>").line(Words.agent(lane));
      if (!lane.description().isEmpty()) out.line(": " + lane.description());
      if (lane.startedBy() > 0) out.raw(", started by ").links(List.of(lane.startedBy()));
      out.raw("</h3>\n");
      for (var entry : lane.entries()) write(entry);
      out.raw("</section>\n");
    }
  }

  private void write(Entry entry) throws IOException {
    switch (entry) {
      case Entry.Mark mark -> mark(mark);
      case Entry.Reply reply -> {
        begin(reply, "", "", reply.dollars().map(Amounts::dollars).orElse(""));
        body(reply);
        end(reply);
      }
      case Entry.SideJob job -> {
        begin(job, "", "", job.dollars().map(Amounts::dollars).orElse(""));
        when(job.span());
        out.fact("Model", job.model()).fact("Tokens", Sums.tokens(job.usage())).raw("</dl>\n");
        end(job);
      }
      case Entry.Call call -> {
        if (call.isWhole()) wholes.put(call.call().value(), call.number());
        begin(call, call.within().isPresent() ? "part" : "step", problem(call), "");
        body(call);
        end(call);
      }
    }
  }

  private void mark(Entry.Mark mark) throws IOException {
    var isPrompt = mark.kind() == Entry.Mark.Kind.PROMPT;
    out.raw("<p class=\"mark" + (isPrompt ? " prompt" : "") + "\">");
    out.raw("<b>" + MARK.withZone(zone).format(mark.time()) + "</b>")
        .line(mark.text())
        .raw("</p>\n");
  }

  private static String problem(Entry.Call call) {
    return BarShapes.isBad(call) ? Words.status(call) : "";
  }

  /** What an anchor leads to stands inside what opens, so that browsers open it for a link. */
  private void begin(Entry.Bar bar, String style, String problem, String cost) throws IOException {
    out.open("details", style).raw("<summary><span class=\"number\">" + bar.number() + "</span>");
    out.raw("<span class=\"what\"><b>").line(Words.name(bar)).raw("</b>");
    if (!problem.isEmpty()) out.open("em", "").line(problem).close("em");
    out.line(Words.subject(bar)).raw("</span><svg class=\"bars\" height=\"");
    out.raw(BarShapes.HEIGHT + "\" aria-hidden=\"true\">");
    shapes.draw(bar, 0);
    out.raw("</svg><span class=\"took\">" + took(bar) + "</span><span class=\"cost\">" + cost);
    out.raw("</span></summary>\n<div class=\"body\" id=\"s" + bar.number() + "\">\n");
    out.raw("<dl class=\"facts\">\n");
  }

  private static String took(Entry.Bar bar) {
    if (!(bar instanceof Entry.Call call)) return Amounts.time(bar.span().length());
    return call.runs().isEmpty() ? "" : Amounts.time(Span.sum(call.runs()));
  }

  private void end(Entry.Bar bar) throws IOException {
    out.raw(
        "<h4><a href=\"#b" + bar.number() + "\">Show in the chart</a></h4>\n</div></details>\n");
  }

  private void when(Span span) throws IOException {
    var length = Amounts.time(span.length());
    out.fact("When", offset(span.from()) + " (" + clock.format(span.from()) + "), for " + length);
  }

  /** Returns how long after the beginning of the session. */
  private String offset(Instant time) {
    return "+" + Amounts.time(Duration.between(timeline.span().from(), time));
  }

  private void body(Entry.Reply reply) throws IOException {
    when(reply.span());
    out.fact("Model", reply.model()).fact("Problem", reply.problem());
    if (reply.problem().isEmpty()) {
      out.fact("Tokens", Sums.tokens(reply.usage()));
      out.fact("Cost", reply.dollars().map(Amounts::dollars).orElse("not known"));
    }
    out.fact("Turn", Integer.toString(reply.turn().number()));
    out.fact(
        "Ended", reply.stop().filter(stop -> stop != StopReason.END).map(Words::stop).orElse(""));
    out.raw("</dl>\n");
    out.block("Said", reply.text());
  }

  private void body(Entry.Call call) throws IOException {
    for (var run : call.runs()) when(run);
    for (var wait : call.waits()) {
      out.fact("Waited for you", Amounts.time(wait.length()) + " until " + offset(wait.to()));
    }
    out.fact("Ended", Words.status(call));
    out.fact("Decision", call.decision().map(Words::decision).orElse(""));
    for (var effect : call.effects()) out.fact("Effect", words.effect(effect));
    if (!call.beside().isEmpty()) {
      out.element("dt", "", "Beside").raw("<dd>").links(call.beside());
      out.raw(call.besideMore() ? " and more</dd>\n" : "</dd>\n");
    }
    var whole = call.within().map(id -> wholes.getOrDefault(id.value(), 0)).orElse(0);
    if (whole > 0)
      out.element("dt", "", "Part of").raw("<dd>").links(List.of(whole)).raw("</dd>\n");
    out.fact("Turn", Integer.toString(call.turn().number()));
    out.fact("Origin", call.ending().map(it -> Words.label(it.label())).orElse(""));
    out.raw("</dl>\n");
    out.block("Input", call.input().equals("{}") ? "" : call.input());
    if (call.ending().isEmpty()) return;
    diff(call.ending().get().diff());
    out.block("Result", call.ending().get().text());
  }

  private void diff(String diff) throws IOException {
    if (diff.isBlank()) return;
    out.element("h4", "", "Changes").raw("<pre class=\"diff\">\n");
    for (var line : diff.stripTrailing().split("\n", -1)) {
      out.open("span", style(line)).text(line).close("span");
    }
    out.raw("</pre>\n");
  }

  private static String style(String line) {
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) return "place";
    if (line.startsWith("+")) return "added";
    return line.startsWith("-") ? "removed" : "";
  }
}
