package dev.jackdaw.journal.timeline;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.ToolResult.Status;
import java.io.IOException;
import java.time.Instant;

/** Bars as shapes of SVG. Places are per cent of the width, so that a page of any width fits. */
final class BarShapes {
  static final int HEIGHT = 12;

  /** Of the width of the chart. */
  static final double LEAST_WIDTH = 0.001;

  private static final double THOUSANDTHS = 1_000;

  private final Axis axis;
  private final Markup out;

  BarShapes(Axis axis, Markup out) {
    this.axis = axis;
    this.out = out;
  }

  /** Draws a bar at that height. */
  void draw(Entry.Bar bar, int top) throws IOException {
    switch (bar) {
      case Entry.Reply reply -> draw(reply.span(), kind(reply), top);
      case Entry.SideJob job -> draw(job.span(), kind(job), top);
      case Entry.Call call -> {
        var kind = kind(call) + (call.isWhole() ? " whole" : "");
        if (call.runs().isEmpty()) draw(call.span(), kind, top);
        for (var run : call.runs()) draw(run, kind, top);
        for (var wait : call.waits()) draw(wait, "wait", top);
      }
    }
  }

  /** However short, a bar can be seen, also at the right end. */
  private void draw(Span span, String kind, int top) throws IOException {
    var from = axis.at(span.from());
    var width = Math.max(axis.at(span.to()) - from, LEAST_WIDTH);
    out.raw("<rect class=\"" + kind + "\" x=\"" + percent(Math.min(from, 1 - width)));
    out.raw("\" y=\"" + top + "\" width=\"" + percent(width));
    out.raw("\" height=\"" + HEIGHT + "\" rx=\"1.5\"/>");
  }

  String place(Instant time) {
    return percent(axis.at(time));
  }

  static String percent(double part) {
    return Math.round(part * 100 * THOUSANDTHS) / THOUSANDTHS + "%";
  }

  /** Returns the class of a bar: what it did, or that it was not done. */
  static String kind(Entry.Bar bar) {
    return switch (bar) {
      case Entry.Reply reply -> reply.problem().isEmpty() ? "model" : "bad";
      case Entry.SideJob job -> job.problem().isEmpty() ? "model" : "bad";
      case Entry.Call call when isBad(call) -> "bad";
      case Entry.Call call ->
          call.effects().stream().map(BarShapes::kind).reduce("other", BarShapes::stronger);
    };
  }

  static boolean isBad(Entry.Call call) {
    return call.ending().isEmpty() || call.ending().get().status() != Status.OK;
  }

  private static String kind(Effect effect) {
    return switch (effect) {
      case Effect.Reads _ -> "read";
      case Effect.Writes _, Effect.Persists _ -> "write";
      case Effect.Executes _ -> "run";
      case Effect.Connects _ -> "net";
    };
  }

  private static String stronger(String one, String other) {
    return strength(one) >= strength(other) ? one : other;
  }

  private static int strength(String kind) {
    return switch (kind) {
      case "run" -> 4;
      case "write" -> 3;
      case "net" -> 2;
      case "read" -> 1;
      default -> 0;
    };
  }
}
