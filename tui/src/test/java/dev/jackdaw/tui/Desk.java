package dev.jackdaw.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.screen.Emulator;
import dev.jackdaw.tui.view.ViewSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/** A keyboard, a screen, and a shell that runs between them until it is left. */
final class Desk implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Size SIZE = Size.of(100, 30);

  private final PipedOutputStream keys = new PipedOutputStream();
  private final Optional<Emulator> emulator;
  private final Shown shown;
  private final ExternalTerminal terminal;
  private final InteractiveShell shell;
  private final Thread thread;
  private final Map<String, Json> kept = new ConcurrentHashMap<>();
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

  /** What reached the screen: all of it where nothing moves, else what is above and on it. */
  private static final class Shown extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final Optional<Emulator> emulator;

    Shown(Optional<Emulator> emulator) {
      this.emulator = emulator;
    }

    @Override
    public synchronized void write(int b) {
      bytes.write(b);
    }

    @Override
    public synchronized void write(byte[] b, int from, int length) {
      bytes.write(b, from, length);
    }

    @Override
    public synchronized void flush() {
      raw.writeBytes(bytes.toByteArray());
      if (emulator.isPresent()) {
        emulator.get().write(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
      }
      notifyAll();
    }

    synchronized String text() {
      return emulator
          .map(screen -> String.join("\n", screen.all()) + "\n")
          .orElseGet(() -> bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    synchronized boolean awaitEnd(String text) throws InterruptedException {
      var deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (text().contains(text)) {
        var left = deadline - System.currentTimeMillis();
        if (left <= 0) return false;
        wait(left);
      }
      return true;
    }

    synchronized String written() {
      return emulator.isPresent()
          ? raw.toString(StandardCharsets.UTF_8)
          : bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean await(String text, int from) throws InterruptedException {
      var deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (text().indexOf(text, from) < 0) {
        var left = deadline - System.currentTimeMillis();
        if (left <= 0) return false;
        wait(left);
      }
      return true;
    }
  }

  private Desk(
      Session session,
      String type,
      Look look,
      Path folder,
      Function<Session, Session> renew,
      Size size)
      throws IOException {
    emulator =
        look == Look.LIVELY
            ? Optional.of(new Emulator(size.getColumns(), size.getRows()))
            : Optional.empty();
    shown = new Shown(emulator);
    terminal =
        new ExternalTerminal(
            "test", type, new PipedInputStream(keys, 1 << 21), shown, StandardCharsets.UTF_8);
    terminal.setSize(size);
    var options =
        new ShellOptions(
            folder,
            Optional.of(folder.resolve("state/history")),
            look,
            "Jackdaw",
            () -> List.of("fake/small", "fake/large"),
            List.of(Mode.DEFAULT, Mode.ACCEPT_EDITS, Mode.PLAN),
            () -> Instant.now().plus(later.get()),
            Customs.USUAL,
            () -> List.of(new CustomCommand("tidy", "tidy up\u001b[2J", "[WHERE]", "project")));
    shell = new InteractiveShell(session, terminal, options, actions(renew, kept, views(session)));
    thread =
        Thread.ofVirtual()
            .unstarted(() -> {
              try {
                shell.run("");
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static ViewSources views(Session session) {
    return session instanceof FakeSession fake ? fake.views : new ViewSources() {};
  }

  private static ShellActions actions(
      Function<Session, Session> renew, Map<String, Json> kept, ViewSources views) {
    return new ShellActions() {
      @Override
      public Session renew(Session session) {
        return renew.apply(session);
      }

      @Override
      public void keep(String setting, Json choice) {
        if (kept.putIfAbsent(setting, choice) == null) return;
        throw new JackdawException(
            JackdawException.Kind.ENVIRONMENT, "setting-not-kept", setting + " is not kept twice.");
      }

      @Override
      public ViewSources views() {
        return views;
      }

      @Override
      public Model model(String name) {
        if (!name.equals("fake/large")) {
          throw new JackdawException(
              JackdawException.Kind.USER, "no-model", "There is no model " + name + ".");
        }
        return new Named("large");
      }

      @Override
      public Optional<Custom> custom(Session session, String line) {
        if (!line.startsWith("/tidy")) return Optional.empty();
        return Optional.of(
            line.endsWith("?")
                ? new Custom.Told(List.of("It tidies\u001b[2J."))
                : new Custom.Task("", () -> session.submit("expanded " + line)));
      }
    };
  }

  private record Named(String name) implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo("fake", name, 0, 0, Set.of(), Optional.empty());
    }

    @Override
    public Reply reply(ModelRequest request, Consumer<Delta> deltas) {
      throw new UnsupportedOperationException("only its name is used");
    }
  }

  /** Sits down at a terminal that can do nothing but print. */
  static Desk linear(Session session, Path folder) throws IOException {
    return linear(session, folder, old -> old);
  }

  static Desk linear(Session session, Path folder, Function<Session, Session> renew)
      throws IOException {
    return begin(new Desk(session, "dumb", Look.LINEAR, folder, renew, SIZE));
  }

  /** Sits down at a terminal that can do everything. */
  static Desk lively(Session session, Path folder) throws IOException, InterruptedException {
    return lively(session, folder, SIZE.getColumns());
  }

  static Desk lively(Session session, Path folder, int columns)
      throws IOException, InterruptedException {
    var size = Size.of(columns, SIZE.getRows());
    return begin(new Desk(session, "xterm-256color", Look.LIVELY, folder, old -> old, size))
        .sees("›");
  }

  private static Desk begin(Desk desk) {
    desk.thread.start();
    return desk;
  }

  void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Presses Ctrl+C while nothing reads the keys: the terminal makes a signal of it. */
  void interrupt() {
    terminal.raise(org.jline.terminal.Terminal.Signal.INT);
  }

  /** Lets time pass, all at once. */
  void later(Duration more) {
    later.updateAndGet(more::plus);
  }

  /** Waits until the text is on the screen. */
  Desk sees(String text) throws InterruptedException {
    assertThat(shown.await(text, 0)).as("\"%s\" in: %s", text, shown.text()).isTrue();
    return this;
  }

  /** Waits until the text is no longer on the screen. */
  Desk seesNot(String text) throws InterruptedException {
    assertThat(shown.awaitEnd(text)).as("no \"%s\" in: %s", text, shown.text()).isTrue();
    return this;
  }

  /** Returns how much is shown, for {@link #seesAfter}. */
  int mark() {
    return shown.text().length();
  }

  Desk seesAfter(int mark, String text) throws InterruptedException {
    assertThat(shown.await(text, mark)).as("\"%s\" in: %s", text, shown.text()).isTrue();
    return this;
  }

  /** Returns the terminal of {@link #lively}. */
  Emulator emulator() {
    return emulator.orElseThrow();
  }

  /** Returns the choices that were to be kept, by setting. */
  Map<String, Json> kept() {
    return Map.copyOf(kept);
  }

  String shown() {
    return shown.text();
  }

  /** Returns all that was written to the terminal, whatever it made of it. */
  String written() {
    return shown.written();
  }

  /** Waits until the shell has been left and returns all that was shown. */
  String left() throws InterruptedException {
    assertThat(thread.join(Duration.ofMillis(PATIENCE_MILLIS)))
        .as("the shell ends: %s", shown.text())
        .isTrue();
    return shown.text();
  }

  Session session() {
    return shell.session();
  }

  @Override
  public void close() throws IOException {
    keys.close();
    try {
      thread.join(Duration.ofMillis(PATIENCE_MILLIS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    terminal.close();
  }
}
