package dev.jackdaw.benchmarks.context;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Means over sessions, a row for each policy and window. */
record Table(List<Outcome> outcomes) {

  /** One row. */
  record Row(
      Rule rule,
      int window,
      double dollars,
      double folds,
      double peak,
      int overflows,
      List<Double> facts) {}

  List<Integer> windows() {
    var windows = new LinkedHashSet<Integer>();
    for (var outcome : outcomes) windows.add(outcome.window());
    return new ArrayList<>(windows);
  }

  /** Returns the rows of a window, in the order of the rules. */
  List<Row> rows(int window) {
    var rows = new ArrayList<Row>();
    for (var rule : Rule.values()) {
      var some = outcomes.stream().filter(o -> o.rule() == rule && o.window() == window).toList();
      if (!some.isEmpty()) rows.add(row(rule, window, some));
    }
    return rows;
  }

  private static Row row(Rule rule, int window, List<Outcome> some) {
    var facts = new ArrayList<Double>();
    for (var kind : Fact.Kind.values()) facts.add(mean(some, outcome -> outcome.fact(kind)));
    return new Row(
        rule,
        window,
        geometricMean(some),
        mean(some, Outcome::folds),
        some.stream().mapToDouble(Outcome::peak).max().orElse(0),
        some.stream().mapToInt(Outcome::overflows).sum(),
        facts);
  }

  private static double geometricMean(List<Outcome> some) {
    return Math.exp(mean(some, outcome -> Math.log(Math.max(1e-12, outcome.dollars()))));
  }

  private static double mean(List<Outcome> some, ToDoubleFunction<Outcome> figure) {
    return some.stream().mapToDouble(figure).sum() / some.size();
  }

  /** Returns the cost of the cheapest policy of others; 0 when there is none. */
  static double bestPeer(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.rule().isPeer())
        .mapToDouble(Row::dollars)
        .min()
        .orElse(0);
  }

  /** Returns the table as text. */
  String text() {
    var text = new StringBuilder();
    for (var window : windows()) {
      var rows = rows(window);
      var best = bestPeer(rows);
      text.append(
          String.format(
              Locale.ROOT,
              "%nwindow %,d%n%-17s %9s %8s %7s %9s %5s  %5s %5s %5s %5s %5s %6s%n",
              window,
              "policy",
              "cost $",
              "of best",
              "folds",
              "peak",
              "over",
              "F1",
              "F2",
              "F3",
              "F4",
              "F5",
              "false"));
      for (var row : rows) text.append(line(row, best));
    }
    return text.toString();
  }

  private static String line(Row row, double best) {
    var facts = row.facts();
    return String.format(
        Locale.ROOT,
        "%-17s %9.3f %8s %7.1f %9.0f %5d  %5.3f %5.3f %5.3f %5.3f %5.3f %6.2f%n",
        row.rule().id(),
        row.dollars(),
        best == 0 ? "" : String.format(Locale.ROOT, "%.3f", row.dollars() / best),
        row.folds(),
        row.peak(),
        row.overflows(),
        facts.get(0),
        facts.get(1),
        facts.get(2),
        facts.get(3),
        facts.get(4),
        row.rule().falseMemory());
  }
}
