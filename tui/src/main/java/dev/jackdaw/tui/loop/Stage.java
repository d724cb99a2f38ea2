package dev.jackdaw.tui.loop;

import dev.jackdaw.tui.input.Decoder;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.screen.Modes;
import dev.jackdaw.tui.screen.Painter;
import dev.jackdaw.tui.widget.Dialog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractUnixSysTerminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * The terminal while Jackdaw has it: one thread draws, hears and does everything else that is told
 * by its {@link Mailbox}. When nothing is to be done it sleeps without a timer.
 */
public final class Stage {
  /** Between a key and the next frame; several keys of a burst share one. */
  private static final long KEY_FRAME_NANOS = 8_000_000;

  /** Between frames that only show what the agent does. */
  private static final long FRAME_NANOS = 50_000_000;

  /** How long letters are read before a frame that is due. */
  private static final long READING_NANOS = 4_000_000;

  /** How long the rest of a sequence may be on its way: a key of its own is shown late by this. */
  private static final long ESCAPE_NANOS = 40_000_000;

  /** How long a size that has changed may change again. */
  private static final long UNSETTLED_NANOS = 500_000_000;

  /** Every terminal answers that, which ends a read. */
  private static final String ARE_YOU_THERE = "\u001b[5n";

  private static final long ANSWER_NANOS = 200_000_000;

  private final Terminal terminal;
  private final Mailbox mailbox;
  private final Modes modes;
  private final Painter painter;
  private final Output output;
  private final Keyboard keyboard;
  private final Decoder decoder;
  private final Job job;
  private final Sentry sentry = new Sentry();
  private Attributes cooked;
  private Scene scene = new Silence();
  private Optional<Screenful<?>> screenful = Optional.empty();
  private long readAt;
  private long paintedAt = System.nanoTime() - FRAME_NANOS;
  private long settledAt = Scene.NEVER;
  private boolean isDirty = true;
  private boolean isUrgent = true;
  private boolean isBegun;
  private boolean isLent;
  private boolean isPrelude;

  /**
   * @param environment gives a variable's value, or nothing as an empty text
   */
  public Stage(Terminal terminal, Mailbox mailbox, UnaryOperator<String> environment) {
    this.terminal = terminal;
    this.mailbox = mailbox;
    this.modes = new Modes(environment);
    this.painter = new Painter(modes.features(), columns(), rows());
    this.output = new Output(terminal, () -> hear(new Input.Ended()));
    this.decoder = new Decoder(this::hear, this::hear);
    this.keyboard = new Keyboard(terminal, new Heard());
    this.job =
        new Job(
            terminal,
            mailbox,
            () -> scene.interrupted(),
            this::suspend,
            this::resized,
            this::resumed);
    this.cooked = new Attributes();
  }

  /** What arrives from the keyboard's thread. */
  private final class Heard implements Keyboard.Listener {
    @Override
    public void read(String text) {
      var at = System.nanoTime();
      mailbox.post(() -> {
        readAt = at;
        isUrgent = true;
        decoder.accept(text);
      });
    }

    @Override
    public void ended() {
      mailbox.post(() -> hear(new Input.Ended()));
    }
  }

  private void hear(Input input) {
    isDirty = true;
    if (screenful.isEmpty()) {
      scene.heard(input, readAt);
      return;
    }
    screenful.get().heard(input);
    if (input instanceof Input.Ended) scene.heard(input, readAt);
  }

  private void hear(Report report) {
    var answer = modes.heard(report);
    output.write(answer);
    if (!answer.isEmpty()) sentry.leave(ifKilled());
    painter.features(modes.features());
    scene.heard(report);
    isDirty = true;
  }

  /** Returns the columns that can be used. */
  public int columns() {
    var columns = terminal.getColumns();
    return columns <= 0 ? 80 : columns;
  }

  public int rows() {
    var rows = terminal.getRows();
    return rows <= 0 ? 24 : rows;
  }

  /** Something that is drawn has changed; it is shown with the next frame. */
  public void changed() {
    isDirty = true;
  }

  /** Draws everything anew. */
  public void redraw() {
    painter.redraw();
    screenful.ifPresent(Screenful::redraw);
    isDirty = true;
    isUrgent = true;
  }

  /** Gives the scene the terminal until it is over. */
  public void play(Scene played) throws InterruptedException {
    scene = played;
    begin();
    try {
      while (!scene.isOver()) step();
      settledAt = Scene.NEVER;
      paint();
    } finally {
      end();
    }
  }

  /** As {@link #play}, where another stage on the same terminal follows, with all the keys. */
  public void playFirst(Scene played) throws InterruptedException {
    isPrelude = true;
    play(played);
  }

  private void begin() {
    cooked = terminal.getAttributes();
    raw();
    output.write(modes.enter());
    job.begin();
    isBegun = true;
    paint();
    output.write(modes.probe());
    keyboard.start();
    if (terminal instanceof AbstractUnixSysTerminal) {
      Thread.ofVirtual().name("sentry").start(() -> sentry.begin(ifKilled()));
    }
  }

  /** Line ends are ours, too: the kernel would put a carriage return before each. */
  private void raw() {
    terminal.enterRawMode();
    var attributes = terminal.getAttributes();
    attributes.setOutputFlag(Attributes.OutputFlag.OPOST, false);
    terminal.setAttributes(attributes);
  }

  /** What puts the terminal right when nobody here can any more. */
  private String ifKilled() {
    return (screenful.isPresent() ? modes.leaveAlternate() : "\r\n") + modes.leave() + "\u001b[J";
  }

  /** Leaves the terminal as it was; whatever part of it cannot be done is left out. */
  private void end() throws InterruptedException {
    job.end();
    screenful.ifPresent(_ -> output.write(modes.leaveAlternate()));
    awaitAnswers();
    if (isPrelude) keyboard.pause(() -> output.write(ARE_YOU_THERE), ANSWER_NANOS / 1_000_000);
    restore();
  }

  /** What the terminal answers after the end would be typed into the shell. */
  private void awaitAnswers() throws InterruptedException {
    var deadline = System.nanoTime() + ANSWER_NANOS;
    scene = new Silence();
    while (!modes.isAnswered() && output.isOpen()) {
      var left = deadline - System.nanoTime();
      if (left <= 0) return;
      var letter = mailbox.take(left);
      if (letter != null) letter.run();
    }
  }

  private synchronized void restore() {
    if (!isBegun) return;
    isBegun = false;
    output.write(painter.erase() + modes.leave());
    terminal.setAttributes(cooked);
    sentry.end();
  }

  /**
   * Gives the terminal back while the scene goes on, whose drawings nobody sees any more: the
   * process is about to end. May be called by any thread.
   */
  public synchronized void abandon() {
    if (!isBegun) return;
    isBegun = false;
    output.writeLast(ifKilled());
    terminal.setAttributes(cooked);
    sentry.end();
  }

  private void step() throws InterruptedException {
    var letter = next(wakeAt());
    var until = System.nanoTime() + READING_NANOS;
    while (letter != null) {
      letter.run();
      if (scene.isOver() || System.nanoTime() >= until) break;
      letter = mailbox.take(0);
    }
    due();
  }

  /** Until a frame that is due anyway, what the agent does need not wake anybody. */
  private @Nullable Runnable next(long wake) throws InterruptedException {
    if (wake == Scene.NEVER) return mailbox.take();
    var left = wake - System.nanoTime();
    return isDirty ? mailbox.doze(left) : mailbox.take(left);
  }

  private long wakeAt() {
    var wake = Math.min(scene.wakeAt(), settledAt);
    if (isDirty) wake = Math.min(wake, frameAt());
    if (decoder.isWaiting()) wake = Math.min(wake, readAt + ESCAPE_NANOS);
    return wake;
  }

  private long frameAt() {
    return paintedAt + (isUrgent ? KEY_FRAME_NANOS : FRAME_NANOS);
  }

  private void due() {
    var now = System.nanoTime();
    if (decoder.isWaiting() && now >= readAt + ESCAPE_NANOS) decoder.rest();
    if (now >= settledAt) {
      settledAt = Scene.NEVER;
      isDirty = true;
    }
    if (now >= scene.wakeAt()) scene.wake();
    if (isDirty && now >= frameAt() && !scene.isOver()) paint();
  }

  private void paint() {
    if (isLent) return;
    isDirty = false;
    isUrgent = false;
    var drawn = screenful.isPresent() ? screenful.get().paint(columns(), rows()) : live();
    paintedAt = System.nanoTime();
    scene.seen(paintedAt);
    output.write(drawn);
  }

  private String live() {
    var columns = columns();
    var isSettled = settledAt == Scene.NEVER;
    var lines = isSettled ? scene.finished(columns) : List.<AttributedString>of();
    var frame = scene.draw(columns, painter.room());
    return painter.paint(lines, isSettled ? frame : frame.reduced());
  }

  private void resized() {
    painter.resized(columns(), rows());
    settledAt = System.nanoTime() + UNSETTLED_NANOS;
    isUrgent = true;
    screenful.ifPresent(Screenful::redraw);
    hear(new Input.Resized());
  }

  /** Lets the shell have the terminal until it brings this job back. */
  public void suspend() {
    screenful.ifPresent(_ -> output.write(modes.leaveAlternate()));
    output.write(painter.erase() + modes.leave());
    terminal.setAttributes(cooked);
    job.stop();
    resumed();
  }

  /** Takes the terminal again after somebody else had it. */
  private void resumed() {
    raw();
    output.write(modes.enter());
    painter.begun();
    painter.resized(columns(), rows());
    screenful.ifPresent(_ -> output.write(modes.enterAlternate()));
    redraw();
  }

  /** What another program does with the terminal. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Lets another program have the terminal, such as an editor. To be called by another thread than
   * the stage's, which goes on hearing of everything but draws nothing.
   */
  public void lend(Work work) throws IOException, InterruptedException {
    var isReady = new CountDownLatch(1);
    mailbox.post(() -> {
      give();
      isReady.countDown();
    });
    isReady.await();
    try {
      work.run();
    } finally {
      mailbox.post(this::takeBack);
    }
  }

  private void give() {
    try {
      keyboard.pause(() -> output.write(ARE_YOU_THERE), ANSWER_NANOS / 1_000_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    isLent = true;
    output.write(painter.erase() + modes.leave());
    terminal.setAttributes(cooked);
  }

  private void takeBack() {
    isLent = false;
    keyboard.resume();
    resumed();
  }

  /** Writes what speaks to the window and leaves the screen as it is. */
  public void tell(String sequences) {
    if (!isLent) output.write(sequences);
  }

  /** Gives a dialog the whole screen until it has a result; finished lines wait meanwhile. */
  public <R> void show(Dialog<R> dialog, Consumer<R> then) {
    if (screenful.isEmpty()) output.write(modes.enterAlternate());
    screenful =
        Optional.of(
            new Screenful<>(
                dialog,
                modes.features(),
                result -> {
                  screenful = Optional.empty();
                  output.write(modes.leaveAlternate());
                  sentry.leave(ifKilled());
                  isDirty = true;
                  then.accept(result);
                }));
    sentry.leave(ifKilled());
    isDirty = true;
    isUrgent = true;
  }
}
