package dev.jackdaw.tui;

import dev.jackdaw.api.ToolResult;
import dev.jackdaw.tui.layout.Wrap;
import dev.jackdaw.tui.screen.Cells;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * What is printed on a lively terminal: finished lines until the stage takes them, and the reply
 * that is still open. Other threads may print; the stage's thread does it for them.
 */
final class LiveScreen extends Screen {
  /** A reply as it streams in: lines that are finished, and what is still open. */
  interface Reply {
    List<AttributedString> accept(String text);

    List<AttributedString> open();

    List<AttributedString> end();
  }

  /** What was printed last. */
  private enum Kind {
    NOTHING,
    PROMPT,
    REPLY,
    ITEM
  }

  private final Executor stage;
  private final Runnable changed;
  private final Appearance appearance;
  private final Reply reply;
  private final ResultLines results;
  private final List<AttributedString> finished = new ArrayList<>();

  /** What came of the reply since it was last drawn: read at once, it costs a fraction. */
  private final StringBuilder pieces = new StringBuilder();

  private volatile Thread owner = Thread.currentThread();
  private Kind kind = Kind.NOTHING;
  private String status = "";

  LiveScreen(
      Terminal terminal,
      InstantSource clock,
      Appearance appearance,
      Reply reply,
      ResultLines results,
      Executor stage,
      Runnable changed) {
    super(terminal, Look.LIVELY, clock);
    this.appearance = appearance;
    this.reply = reply;
    this.results = results;
    this.stage = stage;
    this.changed = changed;
  }

  /** This thread draws from now on. */
  void owned() {
    owner = Thread.currentThread();
  }

  private boolean isOwned() {
    return Thread.currentThread() == owner;
  }

  private void run(Runnable action) {
    if (!isOwned()) {
      stage.execute(() -> run(action));
      return;
    }
    action.run();
    changed.run();
  }

  @Override
  boolean filtersReplies() {
    return true;
  }

  @Override
  synchronized void stream(String text) {
    if (!text.isEmpty()) run(() -> streamed(text));
  }

  private void streamed(String text) {
    if (kind != Kind.REPLY && text.isBlank()) return;
    next(Kind.REPLY);
    pieces.append(text);
  }

  private void read() {
    if (pieces.isEmpty()) return;
    var text = pieces.toString();
    pieces.setLength(0);
    finished.addAll(reply.accept(text));
  }

  private void ended() {
    read();
    finished.addAll(reply.end());
  }

  @Override
  synchronized void endLine() {
    run(this::ended);
  }

  /** Sets what is of another kind apart by an empty line. */
  private void next(Kind other) {
    if (kind == other && kind != Kind.PROMPT) return;
    if (kind != Kind.NOTHING) finished.add(AttributedString.EMPTY);
    kind = other;
  }

  /** Prints what the person said. */
  void prompt(String text) {
    printed(Kind.PROMPT, text);
  }

  private void printed(Kind what, String text) {
    run(() -> {
      ended();
      next(what);
      for (var line : text.split("\n", -1)) finished.add(appearance.themed(line));
    });
  }

  @Override
  synchronized void line(String text) {
    printed(Kind.ITEM, text);
  }

  @Override
  boolean result(ToolResult result, String margin) {
    lines(results.of(result, margin));
    return true;
  }

  /** Prints lines that are styled already. */
  void lines(List<AttributedString> styled) {
    run(() -> {
      ended();
      next(Kind.ITEM);
      finished.addAll(styled);
    });
  }

  /** What a command waits for; what the agent waits for is shown by its activity. */
  @Override
  synchronized void status(String reason) {
    if (!isOwned()) run(() -> status = reason);
  }

  @Override
  synchronized void countdown(String reason, Duration delay) {}

  @Override
  synchronized void idle() {
    run(() -> status = "");
  }

  @Override
  synchronized void draft(String typed) {}

  @Override
  synchronized void tick() {}

  String status() {
    return status;
  }

  /** Returns the finished lines, which are the terminal's from now on. */
  List<AttributedString> take(int columns) {
    read();
    var taken = new ArrayList<AttributedString>();
    for (var line : finished) {
      if (Cells.width(line) <= columns) taken.add(line);
      else taken.addAll(Wrap.hanging(line, columns));
    }
    finished.clear();
    return taken;
  }

  List<AttributedString> open() {
    read();
    return reply.open();
  }
}
