package dev.jackdaw.tui;

import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.ContextReport.Kind;
import dev.jackdaw.api.ContextReport.Share;
import dev.jackdaw.tui.layout.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what the next request would hold: a bar whose letters stand for the kinds, and the kinds
 * with their sizes. What does not fit the width is left out, least needed first.
 */
final class ContextTable {
  private static final int WIDEST_BAR = 100;
  private static final int NAME = 25;
  private static final int HEAD = "context".length();
  private static final int WITH_PIECES = 50;
  private static final int WITH_COST = 64;

  private final ContextReport report;
  private final int width;
  private final Look look;
  private final Signs signs;

  ContextTable(ContextReport report, int width, Look look, Signs signs) {
    this.report = report;
    this.width = width;
    this.look = look;
    this.signs = signs;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.addAll(wrapped(look.bold("context"), " of " + model(), 0));
    lines.add(bar());
    lines.add(look.dim(row(" ", "", "tokens", "pieces", "share", "cost")));
    for (var share : report.shares()) if (share.tokens() > 0) lines.add(row(share));
    var free = report.limit() - report.tokens();
    if (free > 0) lines.add(row("-", "free", Amounts.tokens(free), "", percent(free), ""));
    lines.addAll(remarks());
    return lines;
  }

  private String model() {
    var used = Amounts.tokens(report.tokens());
    var id = OutputFilter.line(report.model().id());
    return report.limit() <= 0
        ? id + ": " + used + " tokens; its window is not known"
        : id
            + ": "
            + used
            + " of "
            + Amounts.tokens(report.limit())
            + " tokens, "
            + percent(report.tokens());
  }

  private long whole() {
    return Math.max(1, report.limit() > 0 ? report.limit() : report.tokens());
  }

  private String percent(long tokens) {
    var share = 100.0 * tokens / whole();
    return share > 0 && share < 1 ? "<1 %" : Math.round(share) + " %";
  }

  /** Every kind that is there has at least one letter; what is over the limit is not shown. */
  private String bar() {
    var room = Math.min(width, WIDEST_BAR) - 2;
    var bar = new StringBuilder();
    var seen = 0L;
    var columns = 0;
    for (var share : report.shares()) {
      if (share.tokens() == 0) continue;
      seen += share.tokens();
      var to = Math.max(columns + 1, (int) Math.round((double) room * seen / whole()));
      var count = Math.min(to, room) - columns;
      bar.append(painted(share.kind(), sign(share.kind()).repeat(count)));
      columns += count;
    }
    return "[" + bar + look.dim(".".repeat(room - columns)) + "]";
  }

  private static String sign(Kind kind) {
    return switch (kind) {
      case SYSTEM -> "S";
      case TOOLS -> "T";
      case INSTRUCTIONS -> "M";
      case DIGEST -> "D";
      case USER -> "U";
      case REPLIES -> "A";
      case CALLS -> "C";
      case RESULTS -> "R";
      case THINKING -> "K";
      case NOTICES -> "N";
    };
  }

  private String painted(Kind kind, String text) {
    return switch (kind) {
      case SYSTEM, TOOLS, INSTRUCTIONS, NOTICES -> look.dim(text);
      case DIGEST -> look.yellow(text);
      case USER -> look.bold(text);
      case REPLIES, THINKING -> look.cyan(text);
      case CALLS, RESULTS -> look.green(text);
    };
  }

  private String row(Share share) {
    var cost = share.dollars().map(Amounts::dollars).orElse("?");
    var row =
        row(
            sign(share.kind()),
            share.kind().text(),
            Amounts.tokens(share.tokens()),
            Integer.toString(share.pieces()),
            percent(share.tokens()),
            cost);
    return painted(share.kind(), row.substring(0, 1)) + row.substring(1);
  }

  private String row(
      String sign, String name, String tokens, String pieces, String share, String cost) {
    var names = Math.max(8, Math.min(NAME, width - 18));
    var row = sign + " " + left(name, names) + right(tokens, 8) + right(share, 6);
    if (width >= WITH_PIECES) row += right(pieces, 8);
    if (width >= WITH_COST) row += right(cost, 11);
    return row.stripTrailing();
  }

  private String left(String text, int columns) {
    if (text.length() <= columns) return text + " ".repeat(columns - text.length());
    return text.substring(0, columns - signs.dots().length()) + signs.dots();
  }

  private static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - text.length())) + text;
  }

  private List<String> remarks() {
    var lines = new ArrayList<String>();
    if (report.heldBack().tools() > 0) add(lines, "tools", heldBack());
    report
        .cached()
        .ifPresent(cached ->
            add(
                lines,
                "cache",
                Math.round(cached * 100) + " % of the prompt tokens so far were read from it"));
    if (!report.folds().isEmpty()) add(lines, "folds", folds());
    for (var pin : report.pins()) add(lines, "pin", OutputFilter.line(pin));
    if (!report.forecast().isBlank()) add(lines, "next", OutputFilter.line(report.forecast()));
    return lines;
  }

  private String heldBack() {
    var held = report.heldBack();
    return held.tools()
        + (held.tools() == 1 ? " more is" : " more are")
        + " found by tool_search: about "
        + Amounts.tokens(held.tokens())
        + " tokens that no request holds";
  }

  private String folds() {
    var last = report.folds().getLast();
    return report.folds().size() + ", the last " + FoldText.change(last, signs);
  }

  private void add(List<String> lines, String name, String text) {
    lines.addAll(wrapped(look.dim(left(name, HEAD)), text, HEAD));
  }

  /** Breaks at spaces behind a head, which may be styled. */
  private List<String> wrapped(String head, String text, int indent) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(head);
    var used = HEAD;
    for (var word : text.split("(?<= )")) {
      var columns = columns(word.stripTrailing());
      if (used + columns > width && used > indent) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(indent));
        used = indent;
      }
      line.append(word);
      used += columns(word);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static int columns(String text) {
    return Columns.of(text);
  }
}
