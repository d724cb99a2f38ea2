package dev.jackdaw.tui.progress;

import dev.jackdaw.api.Block;
import dev.jackdaw.tui.OutputFilter;
import java.time.Instant;

/** A call that is under way. */
final class CallState {
  /** So much of the end of an output is looked at: a line is hardly longer. */
  private static final int TAIL = 400;

  private final Block.Call call;
  private Instant since;
  private boolean started;
  private String tail = "";

  CallState(Block.Call call, Instant since) {
    this.call = call;
    this.since = since;
  }

  Block.Call call() {
    return call;
  }

  Instant since() {
    return since;
  }

  boolean hasStarted() {
    return started;
  }

  void start(Instant now) {
    started = true;
    since = now;
    tail = "";
  }

  void heard(String text) {
    var all = tail + text.substring(Math.max(0, text.length() - TAIL));
    tail = all.substring(Math.max(0, all.length() - TAIL));
  }

  /** Returns the last line of what it printed, or what it waits for; empty for nothing. */
  String lastLine() {
    var lines = OutputFilter.all(tail).replace('␍', '\n').stripTrailing();
    return OutputFilter.line(lines.substring(lines.lastIndexOf('\n') + 1));
  }
}
