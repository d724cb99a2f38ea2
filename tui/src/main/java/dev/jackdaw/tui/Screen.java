package dev.jackdaw.tui;

import dev.jackdaw.api.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * What has been printed so far, and below it, on a lively terminal, one line that shows what is
 * waited for and what has been typed. Everything given to it is printed as it is: text of others
 * passes {@link OutputFilter} first. Safe for use by several threads. {@link LiveScreen} is the one
 * of a lively terminal.
 */
class Screen {
  private static final Duration FRAME = Duration.ofMillis(120);

  private final Terminal terminal;
  private final Look look;
  private final Signs signs;
  private final InstantSource clock;
  private @Nullable LineReader reader;
  private boolean lineOpen;
  private boolean liveShown;
  private String status = "";
  private Instant statusSince = Instant.EPOCH;
  private @Nullable Instant statusEnds;
  private Instant drawn = Instant.EPOCH;
  private String draft = "";
  private int frame;

  Screen(Terminal terminal, Look look, InstantSource clock) {
    this.terminal = terminal;
    this.look = look;
    this.clock = clock;
    this.signs = Signs.in(terminal.outputEncoding());
  }

  Look look() {
    return look;
  }

  Signs signs() {
    return signs;
  }

  int width() {
    var width = terminal.getColumns();
    return width < 20 ? 80 : width;
  }

  /** Tells which reader owns the bottom of the screen while it reads; lines go above it. */
  synchronized void editing(@Nullable LineReader current) {
    reader = current;
  }

  /** Returns whether running text is made safe here. */
  boolean filtersReplies() {
    return false;
  }

  /** Prints what came of a call in a way of its own; returns whether it has one. */
  boolean result(ToolResult result, String margin) {
    return false;
  }

  /** Prints a piece of running text. */
  synchronized void stream(String text) {
    if (text.isEmpty()) return;
    eraseLive();
    put(text);
    lineOpen = !text.endsWith("\n");
    terminal.flush();
  }

  /** Ends the line that {@link #stream} left open. */
  synchronized void endLine() {
    if (!lineOpen) return;
    put("\n");
    lineOpen = false;
    terminal.flush();
  }

  /** Prints whole lines of their own. */
  synchronized void line(String text) {
    eraseLive();
    put((lineOpen ? "\n" : "") + text + "\n");
    lineOpen = false;
    terminal.flush();
    draw();
  }

  private void put(String text) {
    if (reader != null && reader.isReading()) {
      reader.printAbove(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } else {
      terminal.writer().write(text);
    }
  }

  /** Says what is waited for; the seconds begin anew when it is something else than before. */
  synchronized void status(String reason) {
    if (!reason.equals(status)) statusSince = clock.instant();
    status = reason;
    statusEnds = null;
  }

  /** Says what is waited for and for how long. */
  synchronized void countdown(String reason, Duration delay) {
    status = reason;
    statusSince = clock.instant();
    statusEnds = statusSince.plus(delay);
  }

  synchronized void idle() {
    status = "";
    eraseLive();
    terminal.flush();
  }

  /** Shows what has been typed while something is waited for. */
  synchronized void draft(String typed) {
    draft = typed;
    draw();
  }

  /** Moves the bottom line on; to be called every now and then while something is waited for. */
  synchronized void tick() {
    if (Duration.between(drawn, clock.instant()).compareTo(FRAME) >= 0) draw();
  }

  private void draw() {
    var quiet = look == Look.LINEAR || lineOpen || status.isEmpty();
    if (quiet || reader != null && reader.isReading()) return;
    drawn = clock.instant();
    frame = (frame + 1) % signs.frames().length();
    var text = signs.frames().charAt(frame) + " " + status + " " + time();
    var line = draft.isEmpty() ? text : text + "  " + signs.prompt() + " " + draft;
    terminal.writer().write("\r\u001b[K" + look.dim(fitted(line)));
    terminal.flush();
    liveShown = true;
  }

  private String time() {
    var now = clock.instant();
    return statusEnds == null
        ? Duration.between(statusSince, now).toSeconds() + " s"
        : "in " + Math.max(0, Duration.between(now, statusEnds).toSeconds()) + " s";
  }

  /** Keeps the end, where typing goes on, and never reaches the last column, which would wrap. */
  private String fitted(String line) {
    var shown = new AttributedString(line);
    var excess = shown.columnLength() - (width() - 1);
    return excess <= 0 ? line : shown.columnSubSequence(excess, Integer.MAX_VALUE).toString();
  }

  private void eraseLive() {
    if (liveShown) terminal.writer().write("\r\u001b[K");
    liveShown = false;
  }
}
