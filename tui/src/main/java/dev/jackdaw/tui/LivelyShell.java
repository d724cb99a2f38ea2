package dev.jackdaw.tui;

import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.loop.Scene;
import dev.jackdaw.tui.loop.Stage;
import dev.jackdaw.tui.screen.Cells;
import dev.jackdaw.tui.screen.Frame;
import dev.jackdaw.tui.widget.Drawing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** The interactive front end on a lively terminal. */
final class LivelyShell implements Scene {
  private record Asked(Event.QuestionAsked event, String from) {}

  private final ShellOptions options;
  private final ShellActions actions;
  private final Mailbox mailbox = new Mailbox();
  private final Stage stage;
  private final LiveScreen screen;
  private final Commands commands;
  private final Deque<Asked> questions = new ArrayDeque<>();
  private final StringBuilder draft = new StringBuilder();
  private volatile Session session;
  private Session.Registration registration;
  private boolean isOver;
  private boolean isWorking;
  private boolean isWarned;
  private boolean isBusy;
  private Session.Totals before;
  private Instant began;

  LivelyShell(Session session, Terminal terminal, ShellOptions options, ShellActions actions) {
    this.session = session;
    this.options = options;
    this.actions = actions;
    this.stage = new Stage(terminal, mailbox, name -> String.valueOf(System.getenv(name)));
    this.screen =
        new LiveScreen(terminal, options.look(), options.clock(), mailbox::post, stage::changed);
    this.commands = new Commands(screen, options, actions);
    this.before = session.totals();
    this.began = options.clock().instant();
    this.registration = listenTo(session);
  }

  Session session() {
    return session;
  }

  void run(String firstPrompt) throws InterruptedException {
    screen.owned();
    if (!options.greeting().isEmpty()) screen.line(options.greeting());
    if (session.plan().isOpen()) commands.showPlan(session);
    if (!firstPrompt.isBlank()) mailbox.post(() -> entered(firstPrompt));
    try {
      stage.play(this);
    } finally {
      mailbox.close();
      registration.close();
    }
  }

  private Session.Registration listenTo(Session heard) {
    var view = new EventView(screen);
    var names = new AgentNames();
    return heard.listen(occurrence -> mailbox.postEvent(() -> heard(occurrence, view, names)));
  }

  private void heard(Occurrence occurrence, EventView view, AgentNames names) {
    names.hear(occurrence);
    view.show(occurrence);
    var agent = occurrence.agent();
    if (occurrence.event() instanceof Event.QuestionAsked asked) {
      questions.add(new Asked(asked, agent.isMain() ? "" : names.of(agent)));
    }
    if (!agent.isMain()) return;
    if (occurrence.event() instanceof Event.ReplyReceived reply) {
      commands.context(reply.usage().prompt() + reply.usage().output());
    }
    if (occurrence.event() instanceof Event.TaskFinished) taskOver();
    stage.changed();
  }

  private void taskOver() {
    if (!isWorking) return;
    isWorking = false;
    screen.idle();
    var sums = Sums.of(Sums.between(before, session.totals()), screen.signs());
    var took = Duration.between(began, options.clock().instant());
    screen.line(
        screen.look().dim(sums + screen.signs().separator() + Amounts.seconds(took)) + "\n");
  }

  private void entered(String line) {
    if (line.isBlank()) return;
    if (Commands.isCommand(line)) {
      command(line.strip());
      return;
    }
    try {
      if (!isWorking) {
        before = session.totals();
        began = options.clock().instant();
      }
      session.submit(line);
    } catch (JackdawException e) {
      screen.line(screen.look().red(OutputFilter.all(String.valueOf(e.getMessage()))));
      return;
    }
    screen.line(screen.look().bold(screen.signs().prompt()) + " " + VisibleText.of(line));
    if (!isWorking) screen.status("waiting for the model");
    isWorking = true;
  }

  private void command(String line) {
    if (isBusy) return;
    isBusy = true;
    Thread.ofVirtual().name("command").start(() -> {
      try {
        var next = commands.run(line, session);
        mailbox.post(() -> {
          isBusy = false;
          if (next == Commands.Next.QUIT) isOver = true;
        });
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  @Override
  public List<AttributedString> finished(int columns) {
    return screen.take(columns);
  }

  @Override
  public Frame draw(int columns, int rows) {
    var tail = screen.open(columns);
    var status = screen.status().isEmpty() ? List.<AttributedString>of() : List.of(new AttributedString(screen.status()));
    var text = screen.signs().prompt() + " " + draft;
    var composer = Cells.wrapped(new AttributedString(text), columns - 1);
    var bottom = List.of(new AttributedString(screen.look() + " " + session.model().id()));
    var row = tail.size() + status.size() + composer.size() - 1;
    return new Frame(
        List.of(tail, status, composer, bottom),
        Optional.of(new Drawing.Cursor(row, Cells.width(composer.getLast()))));
  }

  @Override
  public void seen(long at) {}

  @Override
  public void heard(Input input, long at) {
    switch (input) {
      case Input.Pressed(var key) -> {
        switch (key.toString()) {
          case "enter" -> {
            var line = draft.toString();
            draft.setLength(0);
            entered(line);
          }
          case "backspace" -> draft.setLength(Math.max(0, draft.length() - 1));
          case "ctrl+c", "escape" -> interrupted();
          case "ctrl+d" -> isOver = true;
          case "ctrl+l" -> stage.redraw();
          case "ctrl+z" -> stage.suspend();
          default -> draft.append(key.text());
        }
      }
      case Input.Pasted(var text) -> draft.append(text.length() > 1000 ? "[pasted " + text.length() + "]" : text.replace('\n', ' '));
      case Input.Focused _, Input.Resized _ -> {}
      case Input.Ended _ -> isOver = true;
    }
  }

  @Override
  public void heard(Report report) {}

  @Override
  public void interrupted() {
    if (isWorking) session.interrupt();
    else if (isWarned) isOver = true;
    else isWarned = true;
  }

  @Override
  public long wakeAt() {
    return NEVER;
  }

  @Override
  public void wake() {}

  @Override
  public boolean isOver() {
    return isOver;
  }
}
