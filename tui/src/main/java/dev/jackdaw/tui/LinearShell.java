package dev.jackdaw.tui;

import dev.jackdaw.api.AgentNames;
import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.progress.Activity;
import dev.jackdaw.tui.progress.Announcer;
import dev.jackdaw.tui.theme.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * The interactive front end on a terminal that only prints: reads prompts, shows what the agent
 * does, puts its questions to the person. It drives a {@link Session} and nothing behind it. {@link
 * #run} belongs to one thread; closing the session from another ends a running task, closing the
 * terminal ends everything.
 */
final class LinearShell implements InteractiveShell.Front {
  private static final long POLL_MILLIS = 30;
  private static final long DRAIN_MILLIS = 20;
  private static final long SEQUENCE_MILLIS = 40;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int ESCAPE = 27;

  /** How long the last events of a task may be on their way once it is over. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Whether the person wants to stay. */
  private enum Stay {
    YES,
    NO
  }

  /**
   * A question and whose it is.
   *
   * @param from the name of a sub-agent; empty for the main agent
   */
  private record Asked(Event.QuestionAsked event, String from) {}

  private final Terminal terminal;
  private final ShellOptions options;
  private final ShellActions actions;
  private final Screen screen;
  private final Editor editor;
  private final QuestionDialog dialog;
  private final Commands commands;
  private final TypeAhead typeAhead = new TypeAhead();
  private final Queue<Asked> questions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger tasksFinished = new AtomicInteger();
  private volatile Session session;
  private Session.Registration registration;
  private volatile Activity activity;
  private boolean inputEnded;
  private boolean leaving;
  private volatile boolean working;

  LinearShell(Session session, Terminal terminal, ShellOptions options, ShellActions actions) {
    this.session = session;
    this.terminal = terminal;
    this.options = options;
    this.actions = actions;
    this.screen = new Screen(terminal, options.look(), options.clock());
    this.editor = new Editor(terminal, screen, options, () -> ContextCommands.pins(session));
    this.dialog = new QuestionDialog(screen, editor);
    this.commands = new Commands(screen, options, actions);
    this.activity = activity(session);
    this.registration = listenTo(session);
  }

  private Activity activity(Session of) {
    return new Activity(Theme.plain(), screen.signs(), options.clock(), of.plan());
  }

  private Session.Registration listenTo(Session heard) {
    var view = new EventView(screen);
    var names = new AgentNames();
    var at = activity;
    return heard.listen(occurrence -> {
      at.heard(occurrence);
      heard(occurrence, view, names);
    });
  }

  /** Shows where a session left off that was not begun here. */
  private void recall() {
    if (session.totals().turns() == 0) return;
    var recap = Recap.of(actions.views().events(session));
    if (recap.isEmpty()) return;
    recap.show(screen, said -> screen.line("> " + VisibleText.of(said)), "/transcript");
  }

  private void heard(Occurrence occurrence, EventView view, AgentNames names) {
    names.hear(occurrence);
    if (occurrence.event() instanceof Event.QuestionAsked asked) {
      var agent = occurrence.agent();
      questions.add(new Asked(asked, agent.isMain() ? "" : names.of(agent)));
      if (!working && !agent.isMain()) tellOfQuestion(names.of(agent));
    }
    view.show(occurrence);
    if (occurrence.event() instanceof Event.ReplyReceived reply && occurrence.agent().isMain()) {
      commands.context(reply.usage().prompt() + reply.usage().output());
    }
    if (occurrence.event() instanceof Event.TaskFinished && occurrence.agent().isMain()) {
      tasksFinished.incrementAndGet();
    }
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void run(String firstPrompt) throws InterruptedException {
    var cooked = terminal.getAttributes();
    var handled = terminal.handle(Terminal.Signal.INT, _ -> interrupt());
    try {
      if (!options.greeting().isEmpty()) screen.line(options.greeting());
      recall();
      if (session.plan().isOpen()) commands.showPlan(session);
      if (firstPrompt.isBlank() || begin(firstPrompt) == Stay.YES) converse();
    } finally {
      registration.close();
      terminal.handle(Terminal.Signal.INT, handled);
      terminal.setAttributes(cooked);
      terminal.flush();
    }
  }

  @Override
  public void tell(String line) {
    screen.line(OutputFilter.all(line));
  }

  /** The terminal is as it was found, or will be once this process ends. */
  @Override
  public void abandon() {}

  private Stay begin(String prompt) throws InterruptedException {
    var sign = screen.look().bold(screen.signs().prompt());
    screen.line(sign + " " + VisibleText.of(prompt));
    return entered(prompt.strip());
  }

  private void converse() throws InterruptedException {
    var label = screen.signs().prompt() + " ";
    var warned = false;
    while (true) {
      switch (editor.prompt(label, typeAhead.take())) {
        case Editor.Entry.Ended _ -> {
          return;
        }
        case Editor.Entry.Interrupted(var text) -> {
          if (warned && text.isBlank()) return;
          warned = text.isBlank();
          if (warned) screen.line(screen.look().dim("Press Ctrl+C again, or Ctrl+D, to leave."));
        }
        case Editor.Entry.Line(var text) -> {
          warned = false;
          if (entered(PromptParser.meant(text)) == Stay.NO) return;
        }
      }
    }
  }

  private Stay entered(String line) throws InterruptedException {
    if (line.isEmpty()) {
      answerLeftovers();
      return Stay.YES;
    }
    if (!Commands.isCommand(line)) return work(() -> session.submit(line));
    return switch (commands.run(line, session)) {
      case GO_ON -> Stay.YES;
      case WORK -> work(commands.task());
      case QUIT -> Stay.NO;
      case RENEW -> {
        renew();
        yield Stay.YES;
      }
    };
  }

  private void renew() {
    var old = session.id();
    try {
      var fresh = actions.renew(session);
      registration.close();
      session = fresh;
      activity = activity(fresh);
      registration = listenTo(session);
    } catch (JackdawException e) {
      screen.line(screen.look().red(OutputFilter.all(String.valueOf(e.getMessage()))));
      return;
    }
    screen.line(screen.look().dim(Recap.opened(session, old.value())));
    recall();
  }

  /** Submits a prompt and stays with the task until it is over. */
  private Stay work(Runnable prompt) throws InterruptedException {
    var before = session.totals();
    var began = options.clock().instant();
    var finishedBefore = tasksFinished.get();
    working = true;
    if (!submitted(prompt)) {
      working = false;
      return Stay.YES;
    }
    screen.status("waiting for the model");
    var stay = attend(new Running(session, options.clock()), finishedBefore);
    working = false;
    screen.idle();
    answerLeftovers();
    if (stay == Stay.NO) return stay;
    var sums = Sums.of(Sums.between(before, session.totals()), screen.signs());
    var took = Duration.between(began, options.clock().instant());
    screen.line(
        screen.look().dim(sums + screen.signs().separator() + Amounts.seconds(took)) + "\n");
    return stay;
  }

  /** Returns whether the session took the prompt; why it did not is shown. */
  private boolean submitted(Runnable prompt) {
    try {
      prompt.run();
      return true;
    } catch (JackdawException e) {
      screen.line(screen.look().red(OutputFilter.all(String.valueOf(e.getMessage()))));
      return false;
    }
  }

  private Stay attend(Running task, int finishedBefore) throws InterruptedException {
    var announcer = new Announcer(activity, options.clock());
    while (!task.isOver(GRACE, tasksFinished.get() > finishedBefore)) {
      var question = questions.poll();
      if (question != null) put(question);
      if (poll(POLL_MILLIS) == Stay.NO) {
        session.interrupt();
        task.join();
        return Stay.NO;
      }
      screen.tick();
      announcer.due().ifPresent(line -> screen.line(OutputFilter.line(line)));
    }
    return leaving ? Stay.NO : Stay.YES;
  }

  private void interrupt() {
    if (!working) {
      commands.stop();
      return;
    }
    screen.status("interrupting");
    session.interrupt();
  }

  private Stay poll(long millis) throws InterruptedException {
    if (inputEnded) {
      Thread.sleep(millis);
      return Stay.YES;
    }
    try {
      var key = terminal.reader().read(millis);
      if (key == NonBlockingReader.READ_EXPIRED) return Stay.YES;
      if (key == NonBlockingReader.EOF) inputEnded = true;
      else return pressed(key);
    } catch (IOException _) {
      inputEnded = true;
    }
    return Stay.YES;
  }

  private Stay pressed(int key) throws InterruptedException {
    if (key == CTRL_C) {
      interrupt();
      return Stay.YES;
    }
    if (key == CTRL_D) {
      leaving = true;
      screen.line(screen.look().dim("Leaving when this is done. Ctrl+C stops it now."));
      return Stay.YES;
    }
    if (key == ESCAPE) {
      if (!skipSequence()) interrupt();
      return Stay.YES;
    }
    var line = typeAhead.accept(key);
    screen.draft(typeAhead.shown());
    return line.isPresent() ? steered(line.get().strip()) : Stay.YES;
  }

  /** Returns whether the escape began the sequence of a key such as an arrow, which is dropped. */
  private boolean skipSequence() {
    try {
      var key = terminal.reader().read(SEQUENCE_MILLIS);
      if (key != '[' && key != 'O') return key >= 0;
      do {
        key = terminal.reader().read(SEQUENCE_MILLIS);
      } while (key >= 0 && (key < 0x40 || key > 0x7e));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stay steered(String line) throws InterruptedException {
    if (Commands.isCommand(line)) {
      return switch (commands.run(line, session)) {
        case GO_ON -> Stay.YES;
        case WORK -> {
          steered(line, commands.task());
          yield Stay.YES;
        }
        case QUIT -> Stay.NO;
        case RENEW -> {
          screen.line("The agent is at work. Interrupt it with Ctrl+C first.");
          yield Stay.YES;
        }
      };
    }
    steered(line, () -> session.submit(line));
    return Stay.YES;
  }

  private void steered(String line, Runnable submission) {
    if (!submitted(submission)) return;
    screen.line(
        screen.signs().prompt()
            + " "
            + VisibleText.of(line)
            + screen.look().dim("  (heard before the next turn)"));
  }

  /** What was typed before the question could be read never answers it: it stays a draft. */
  private void put(Asked asked) throws InterruptedException {
    drain();
    screen.idle();
    var answer = dialog.ask(asked.event().question(), asked.from());
    session.answer(asked.event().number(), answer.orElse(new Answer.Refuse("")));
    screen.status("working");
    if (answer.isEmpty()) interrupt();
    screen.draft(typeAhead.shown());
  }

  private void drain() throws InterruptedException {
    try {
      while (!inputEnded) {
        var key = terminal.reader().read(DRAIN_MILLIS);
        if (key == NonBlockingReader.READ_EXPIRED) return;
        if (key == NonBlockingReader.EOF) inputEnded = true;
        else pressed(key);
      }
    } catch (IOException _) {
      inputEnded = true;
    }
  }

  /** A sub-agent in the background may still ask when the task is over. */
  private void answerLeftovers() {
    for (var asked = questions.poll(); asked != null; asked = questions.poll()) {
      if (asked.from().isEmpty()) {
        session.answer(asked.event().number(), new Answer.Dismissed());
      } else {
        ask(asked);
      }
    }
  }

  private void ask(Asked asked) {
    var answer = dialog.ask(asked.event().question(), asked.from());
    session.answer(asked.event().number(), answer.orElse(new Answer.Refuse("")));
  }

  private void tellOfQuestion(String name) {
    screen.line(
        screen.look().yellow("? ") + OutputFilter.line(name) + " has a question. Press Enter.");
  }
}
