package dev.jackdaw.tui;

import dev.jackdaw.tui.screen.Cells;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * What is printed on a lively terminal: finished lines until the stage takes them, and the line of
 * running text that is still open. Other threads may print; the stage's thread does it for them.
 */
final class LiveScreen extends Screen {
  private final Executor stage;
  private final Runnable changed;
  private final List<AttributedString> finished = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private volatile Thread owner;
  private String status = "";

  LiveScreen(
      Terminal terminal, Look look, InstantSource clock, Executor stage, Runnable changed) {
    super(terminal, look, clock);
    this.stage = stage;
    this.changed = changed;
    this.owner = Thread.currentThread();
  }

  /** This thread draws from now on. */
  void owned() {
    owner = Thread.currentThread();
  }

  private void run(Runnable action) {
    if (Thread.currentThread() != owner) {
      stage.execute(() -> run(action));
      return;
    }
    action.run();
    changed.run();
  }

  @Override
  void stream(String text) {
    if (!text.isEmpty()) run(() -> streamed(text));
  }

  private void streamed(String text) {
    var from = 0;
    for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      open.append(text, from, end);
      closeLine();
      from = end + 1;
    }
    open.append(text, from, text.length());
  }

  private void closeLine() {
    add(open.toString());
    open.setLength(0);
  }

  private void add(String ansi) {
    for (var line : ansi.split("\n", -1)) finished.add(AttributedString.fromAnsi(line, 8));
  }

  @Override
  void endLine() {
    run(() -> {
      if (!open.isEmpty()) closeLine();
    });
  }

  @Override
  void line(String text) {
    run(
        () -> {
          if (!open.isEmpty()) closeLine();
          add(text);
        });
  }

  @Override
  void status(String reason) {
    run(() -> status = reason);
  }

  @Override
  void countdown(String reason, Duration delay) {
    status(reason);
  }

  @Override
  void idle() {
    run(() -> status = "");
  }

  @Override
  void draft(String typed) {}

  @Override
  void tick() {}

  String status() {
    return status;
  }

  /** Returns the finished lines, which are the terminal's from now on. */
  List<AttributedString> take(int columns) {
    var taken = new ArrayList<AttributedString>();
    for (var line : finished) taken.addAll(Cells.wrapped(line, columns));
    finished.clear();
    return taken;
  }

  List<AttributedString> open(int columns) {
    return open.isEmpty() ? List.of() : Cells.wrapped(new AttributedString(open), columns);
  }
}
