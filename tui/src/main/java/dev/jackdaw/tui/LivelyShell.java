package dev.jackdaw.tui;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.tui.ask.Asked;
import dev.jackdaw.tui.ask.QuestionQueue;
import dev.jackdaw.tui.compose.Composer;
import dev.jackdaw.tui.compose.ComposerParts;
import dev.jackdaw.tui.compose.Heard;
import dev.jackdaw.tui.compose.Prompt;
import dev.jackdaw.tui.input.Input;
import dev.jackdaw.tui.input.Key;
import dev.jackdaw.tui.input.Report;
import dev.jackdaw.tui.keys.Action;
import dev.jackdaw.tui.keys.Context;
import dev.jackdaw.tui.keys.KeyBindings;
import dev.jackdaw.tui.loop.Mailbox;
import dev.jackdaw.tui.loop.Scene;
import dev.jackdaw.tui.loop.Stage;
import dev.jackdaw.tui.markdown.MarkdownStream;
import dev.jackdaw.tui.progress.Activity;
import dev.jackdaw.tui.progress.StatusLine;
import dev.jackdaw.tui.progress.TerminalKind;
import dev.jackdaw.tui.progress.WindowSignals;
import dev.jackdaw.tui.screen.Frame;
import dev.jackdaw.tui.text.Capabilities;
import dev.jackdaw.tui.text.Cells;
import dev.jackdaw.tui.theme.Rgb;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * The interactive front end on a lively terminal: finished lines above, and below them what the
 * agent says and does, the prompt or a question, and a line about the session. Everything happens
 * on the thread that runs it; commands, which may take long, have one of their own.
 *
 * <p>Here keys, the session and commands meet, and nothing is decided that a part could decide
 * alone: what the parts tell each other is read in one place, which makes it long.
 */
final class LivelyShell implements Scene, InteractiveShell.Front {
  private final ShellOptions options;
  private final Mailbox mailbox = new Mailbox();
  private final Stage stage;
  private final Appearance appearance;
  private final LiveScreen screen;
  private final Activity activity;
  private final WindowSignals window;
  private final Composer composer;
  private final QuestionQueue questions;
  private final Conversation conversation;
  private final CommandRunner commands;

  /** Commands that were typed while another one was at work. */
  private final Queue<String> waiting = new ArrayDeque<>();

  private String running = ""; // the command that was given to do last

  private final ShellActions actions;
  private final Workers workers;
  private final Aside aside;
  private final ComposerParts parts;
  private final Standing standing;
  private final Bottom bottom;
  private final Errands errands;
  private EventView view;
  private long activityAt = NEVER;
  private boolean isOver;
  private boolean isLeaving;

  LivelyShell(Session session, Terminal terminal, ShellOptions options, ShellActions actions) {
    this.options = options;
    var customs = options.customs();
    var signs = Signs.in(terminal.outputEncoding());
    this.stage = new Stage(terminal, mailbox, customs::variable);
    this.workers = new Workers(mailbox, this::failed, this::next);
    this.actions = actions;
    this.appearance = Appearance.of(terminal, customs);
    this.screen =
        new LiveScreen(
            terminal,
            options.clock(),
            appearance,
            new MarkdownReply(() -> new MarkdownStream(appearance, stage::columns, able(signs))),
            new ResultLines(appearance, stage::columns, able(signs), transcript() + " shows all"),
            mailbox::post,
            stage::changed);
    this.view = new EventView(screen);
    this.aside = new Aside(options.directory(), customs.environment(), appearance, screen);
    var status = new StatusLine(appearance, signs);
    this.activity = new Activity(appearance, signs, options.clock(), session.plan());
    this.window =
        new WindowSignals(
            TerminalKind.of(customs::variable),
            actions.window(),
            options.clock(),
            String.valueOf(options.directory().getFileName()));
    this.questions = new QuestionQueue(appearance, signs, options.clock(), customs.keys());
    this.conversation =
        new Conversation(session, mailbox, options.clock(), signs, new Happenings());
    var slash = new Commands(screen, options, actions);
    this.commands = new CommandRunner(slash, actions, mailbox, workers, screen, this::ran);
    this.parts =
        Composing.parts(
            options,
            appearance,
            signs,
            conversation::session,
            mailbox,
            this::filesChanged,
            (before, word) ->
                actions.words().of(before, word, () -> mailbox.post(this::wordsChanged)));
    this.composer = new Composer(parts);
    this.bottom = new Bottom(appearance, composer, questions, activity, status, screen);
    this.errands =
        new Errands(customs, stage, mailbox, screen, parts, composer, bottom, this::submit);
    this.standing = standing(status);
    host(slash, signs);
    composer.vim(customs.isVim());
  }

  private void host(Commands slash, Signs signs) {
    var themes = options.customs().themes();
    var host =
        new CommandScreen(
            stage,
            mailbox,
            appearance,
            signs,
            able(signs),
            themes,
            options.customs().keys(),
            options.customs().environment(),
            composer,
            this::command);
    slash.host(host::show);
    slash.host(host);
  }

  private Standing standing(StatusLine status) {
    var feed =
        actions.statusLine(printed ->
            mailbox.post(() -> {
              status.script(printed);
              stage.changed();
            }));
    actions.whenBesideChanges(() -> mailbox.post(this::besideChanged));
    return new Standing(status, actions.branch(), feed, actions::beside);
  }

  private void besideChanged() {
    standing.update(session());
    stage.changed();
  }

  private static Capabilities able(Signs signs) {
    return new Capabilities(true, signs.dots().equals("…"), Cells.CLUSTERS);
  }

  @Override
  public Session session() {
    return conversation.session();
  }

  @Override
  public void tell(String line) {
    mailbox.post(() -> screen.line(Look.LIVELY.dim(OutputFilter.all(line))));
  }

  @Override
  public void abandon() {
    stage.abandon();
  }

  @Override
  public void run(String firstPrompt) throws InterruptedException {
    screen.owned();
    if (!options.greeting().isEmpty()) screen.line(options.greeting());
    for (var problem : options.customs().problems()) screen.line(OutputFilter.line(problem));
    if (session().plan().isOpen()) mailbox.post(() -> command("/plan"));
    recall();
    if (!firstPrompt.isBlank()) mailbox.post(() -> begin(firstPrompt));
    signal();
    stage.tell(window.begin());
    try {
      stage.play(this);
    } finally {
      mailbox.close();
      conversation.close();
      stage.tell(window.end());
      standing.close();
      aside.stop();
      parts.files().close();
    }
  }

  /** Shows where a session left off that was not begun here; reading it may take a while. */
  private void recall() {
    var open = session();
    if (open.totals().turns() == 0) return;
    Thread.ofVirtual()
        .name("recall")
        .start(() -> {
          var recap = Recap.of(actions.views().events(open));
          if (!recap.isEmpty())
            mailbox.post(() -> recap.show(screen, this::prompted, transcript()));
        });
  }

  private String transcript() {
    return options.customs().keys().key(Action.OPEN_TRANSCRIPT);
  }

  private void prompted(String said) {
    var margin = " ".repeat(screen.signs().prompt().length() + 1);
    var lines = VisibleText.of(said).replace("\n", "\n" + margin);
    screen.prompt(Look.LIVELY.bold(screen.signs().prompt()) + " " + lines);
  }

  /** What the session tells. */
  private final class Happenings implements Conversation.Listener {
    @Override
    public void happened(Occurrence occurrence) {
      view.show(occurrence);
      activity.heard(occurrence);
      stage.tell(window.heard(occurrence));
      if (occurrence.agent().isMain() && occurrence.event() instanceof Event.ReplyReceived reply) {
        var tokens = reply.usage().prompt() + reply.usage().output();
        commands.context(tokens);
        standing.context(tokens);
      }
      if (!isPiece(occurrence.event())) signal();
      stage.changed();
    }

    /** There are thousands of them, and none changes what the window or the last line says. */
    private static boolean isPiece(Event event) {
      return event instanceof Event.ReplyStreamed || event instanceof Event.CallProgressed;
    }

    @Override
    public void asked(Asked asked) {
      questions.add(asked);
    }

    @Override
    public void began() {
      composer.work(Composer.Work.WORKING);
    }

    @Override
    public void over(String sums) {
      screen.line(Look.LIVELY.dim(sums));
      composer.work(Composer.Work.IDLE);
      if (isLeaving) isOver = true;
      else composer.nextQueued().ifPresent(LivelyShell.this::act);
      signal();
    }
  }

  private void signal() {
    stage.tell(window.update(activity.state(), activity.plan()));
    standing.update(session());
  }

  private void wordsChanged() {
    if (composer.wordsChanged()) stage.changed();
  }

  private void filesChanged() {
    if (composer.filesChanged()) stage.changed();
  }

  @Override
  public List<AttributedString> finished(int columns) {
    return screen.take(columns);
  }

  @Override
  public Frame draw(int columns, int rows) {
    return bottom.draw(columns, rows);
  }

  @Override
  public void seen(long at) {
    questions.shown();
    activityAt = activity.nextRedraw().map(wait -> at + wait.toNanos()).orElse(NEVER);
  }

  @Override
  public long wakeAt() {
    return activityAt;
  }

  @Override
  public void wake() {
    activityAt = NEVER;
    stage.changed();
  }

  @Override
  public boolean isOver() {
    return isOver;
  }

  @Override
  public void heard(Report report) {
    if (report instanceof Report.Background(var red, var green, var blue)) {
      appearance.background(new Rgb(red, green, blue));
      stage.redraw();
    }
  }

  @Override
  public void interrupted() {
    heard(new Input.Pressed(new Key("c", true, false, false)), 0);
  }

  @Override
  public void heard(Input input, long at) {
    switch (input) {
      case Input.Pressed(var key) -> {
        window.touched();
        pressed(key);
      }
      case Input.Pasted _ -> typed(input);
      case Input.Focused(var isFocused) -> window.focused(isFocused);
      case Input.Resized _ -> act(composer.heard(input));
      case Input.Ended _ -> isOver = true;
    }
  }

  private void pressed(Key key) {
    var found = options.customs().keys().find(Context.COMPOSER, key);
    if (workers.isBusy() && found instanceof KeyBindings.Match.Found(var wanted)) {
      if (wanted == Action.INTERRUPT || wanted == Action.ESCAPE) {
        commands.stop();
        aside.stop();
        if (!conversation.isWorking()) return;
      }
    }
    if (found instanceof KeyBindings.Match.Found(var action) && !questions.isEmpty()) {
      switch (action) {
        case INTERRUPT -> {
          refuseAndStop();
          return;
        }
        case REDRAW, SUSPEND -> {
          act(new Heard.Act(action));
          return;
        }
        default -> {}
      }
    }
    typed(new Input.Pressed(key));
  }

  /** What was typed before a question could be read never answers it: it stays a draft. */
  private void typed(Input input) {
    if (!questions.isEmpty()) {
      var isListening = questions.isListening();
      var answered = questions.heard(input);
      answered.ifPresent(given -> conversation.answer(given.number(), given.answer()));
      if (isListening || answered.isPresent()) return;
    } else if (errands.heard(input)) {
      return;
    }
    act(composer.heard(input));
  }

  private void refuseAndStop() {
    for (var number : questions.clear()) conversation.answer(number, new Answer.Refuse(""));
    if (conversation.isWorking()) stop();
  }

  private void stop() {
    conversation.interrupt();
    activity.interrupting();
    composer.work(Composer.Work.STOPPING);
    stage.changed();
  }

  private void act(Heard heard) {
    switch (heard) {
      case Heard.Nothing _, Heard.Redraw _, Heard.Queued _ -> {}
      case Heard.Submit(var prompt) -> submit(prompt);
      case Heard.Steer(var prompt) -> submit(prompt);
      case Heard.Command(var line) -> begin(line);
      case Heard.Shell(var line) -> work("shell", () -> aside.run(line));
      case Heard.Memory(var line) -> errands.remember(line);
      case Heard.Interrupt _, Heard.Kill _ -> stop();
      case Heard.Leave _ -> leave();
      case Heard.OpenEditor(var draft) -> work("editor", () -> errands.edit(draft));
      case Heard.PasteImage _ -> work("clipboard", errands::pastePicture);
      case Heard.Act(var action) -> act(action);
    }
  }

  private void act(Action action) {
    switch (action) {
      case REDRAW -> stage.redraw();
      case SUSPEND -> {
        stage.tell(window.end());
        stage.suspend();
        signal();
      }
      case CYCLE_MODE -> cycleMode();
      case TOGGLE_TODO -> bottom.toggleSteps();
      case OPEN_TRANSCRIPT -> command("/transcript");
      case BACKGROUND -> composer.hint(actions.views().background());
      case OPEN_HELP -> command("/help");
      case OPEN_MODEL -> command("/model");
      case OPEN_REWIND -> command("/rewind");
      default -> {}
    }
    stage.changed();
  }

  private void cycleMode() {
    var modes = options.modes();
    var next = (modes.indexOf(session().mode()) + 1) % modes.size();
    session().mode(modes.get(next));
    signal();
  }

  private void work(String name, Workers.Work work) {
    if (!workers.start(name, work)) composer.hint("Something is at work; Ctrl+C stops it.");
  }

  /** A bug in a command ends the command, not the session. */
  private void failed(RuntimeException bug) {
    System.getLogger("dev.jackdaw.tui").log(System.Logger.Level.ERROR, "bug", bug);
    tell("This is a bug in Jackdaw: " + bug + ". The log has the details.");
  }

  private void leave() {
    if (!conversation.isWorking() || isLeaving) {
      isOver = true;
      return;
    }
    isLeaving = true;
    composer.hint("Leaving when this is done; once more leaves now.");
  }

  private void begin(String prompt) {
    if (Commands.isCommand(prompt.strip())) command(prompt.strip());
    else submit(Prompt.of(prompt));
  }

  private void command(String line) {
    if (commands.run(line, conversation.session(), conversation.isWorking())) {
      running = line;
    } else {
      waiting.add(line);
      composer.hint("A command is at work; this one follows. Ctrl+C stops it.");
    }
  }

  private void next() {
    var line = waiting.poll();
    if (line != null && !isOver) command(line);
  }

  /** What a command asks for. */
  private void ran(Commands.Next next, Optional<Session> fresh) {
    fresh.ifPresent(session -> {
      conversation.open(session);
      view = new EventView(screen);
      recall();
    });
    if (next == Commands.Next.QUIT) isOver = true;
    if (next == Commands.Next.WORK) work(commands.task());
    signal();
    stage.changed();
  }

  /** What a command stands for may be long: what was typed is shown. */
  private void work(Runnable submission) {
    var wasWorking = conversation.isWorking();
    try {
      conversation.submit(submission);
      show(running, wasWorking);
    } catch (JackdawException e) {
      screen.line(Look.LIVELY.red(OutputFilter.all(String.valueOf(e.getMessage()))));
    }
  }

  private void submit(Prompt prompt) {
    var wasWorking = conversation.isWorking();
    var shown = prompt.shown().strip();
    try {
      var content = new ArrayList<>(aside.take());
      content.addAll(prompt.content());
      conversation.submit(content);
    } catch (JackdawException e) {
      screen.line(Look.LIVELY.red(OutputFilter.all(String.valueOf(e.getMessage()))));
      composer.draft(shown);
      return;
    }
    show(shown, wasWorking);
  }

  private void show(String shown, boolean wasWorking) {
    var margin = " ".repeat(screen.signs().prompt().length() + 1);
    var lines = VisibleText.of(shown).replace("\n", "\n" + margin);
    screen.prompt(
        Look.LIVELY.bold(screen.signs().prompt())
            + " "
            + lines
            + (wasWorking ? Look.LIVELY.dim("  (heard before the next turn)") : ""));
  }
}
