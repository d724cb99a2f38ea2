package dev.jackdaw.tui;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.view.View;
import dev.jackdaw.tui.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out slash commands. */
final class Commands {
  /** What follows a command. */
  enum Next {
    GO_ON,
    RENEW,
    /** {@link #task()} is to be worked on. */
    WORK,
    QUIT
  }

  private static final Duration TICK = Duration.ofMillis(120);

  private final Screen screen;
  private final ShellOptions options;
  private final ShellActions actions;
  private final ViewCommands views;
  private final TerminalCommands terminal;
  private List<ShellActions.Choice> listed = List.of();
  private volatile Runnable task = () -> {};
  private volatile long context;
  private volatile @Nullable ContextCommands contextual;

  Commands(Screen screen, ShellOptions options, ShellActions actions) {
    this.screen = screen;
    this.options = options;
    this.actions = actions;
    this.views = new ViewCommands(screen, actions);
    this.terminal = new TerminalCommands(screen, options.customs(), actions);
  }

  /** Shows views elsewhere than among the lines; a view ends with a line to {@link #run}. */
  void host(Consumer<View> viewer) {
    views.host(viewer);
  }

  /** Changes what the screen is like while it is used. */
  void host(TerminalCommands.Changeable changeable) {
    terminal.host(changeable);
  }

  /** Returns whether the line is a command rather than a prompt that begins with a path. */
  static boolean isCommand(String line) {
    // What servers have as prompts is spelled out by the session.
    if (!line.startsWith("/") || line.startsWith("/mcp__")) return false;
    var word = line.split("\\s", 2)[0];
    return word.indexOf('/', 1) < 0;
  }

  Next run(String line, Session session) throws InterruptedException {
    var words = line.strip().split("\\s+", 2);
    var command = SlashCommand.parse(words[0]);
    if (command.isEmpty()) return custom(line, words[0], session);
    return run(command.get(), words.length > 1 ? words[1].strip() : "", session);
  }

  private Next custom(String line, String word, Session session) {
    try {
      var custom = actions.custom(session, line);
      if (custom.isEmpty()) {
        unknown(word);
        return Next.GO_ON;
      }
      return switch (custom.get()) {
        case ShellActions.Custom.Told(var lines) -> {
          for (var each : lines) screen.line(OutputFilter.line(each));
          yield Next.GO_ON;
        }
        case ShellActions.Custom.Task(var remark, var submission) -> {
          if (!remark.isEmpty()) screen.line(screen.look().dim(OutputFilter.line(remark)));
          task = submission;
          yield Next.WORK;
        }
      };
    } catch (JackdawException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
      return Next.GO_ON;
    }
  }

  private void unknown(String word) {
    var names = new ArrayList<>(SlashCommand.names());
    for (var command : options.commands().get()) names.add("/" + command.name());
    screen.line(
        "There is no command "
            + OutputFilter.line(word)
            + Nearest.hint(word, names)
            + (Nearest.of(word, names).isEmpty() ? ". /help lists them." : ""));
  }

  /** Returns what gives the task of the last command to the session. */
  Runnable task() {
    return task;
  }

  private Next run(SlashCommand command, String argument, Session session)
      throws InterruptedException {
    switch (command) {
      case HELP -> {
        if (!views.shows("Help", this::helpLines)) helpLines().forEach(screen::line);
      }
      case MODEL -> model(argument, session);
      case EFFORT -> effort(argument, session);
      case MODE -> mode(argument, session);
      case COST -> {
        if (!views.shows("Cost", () -> costLines(session))) {
          costLines(session).forEach(screen::line);
        }
      }
      case CONTEXT, COMPACT, UNCOMPACT, PIN, UNPIN -> contextual(command, argument, session);
      case PLAN -> {
        if (!views.shows(() -> Views.plan(session.plan()))) showPlan(session);
      }
      case UNDO -> told(() -> actions.undo(session, words(argument)));
      case REDO -> told(() -> actions.redo(session, words(argument)));
      case REWIND -> {
        var words = words(argument);
        var prompt = words.isEmpty() ? "" : words.getFirst();
        var what = words.size() < 2 ? "" : words.get(1);
        if (!prompt.isEmpty() || !views.rewinds(session)) {
          told(() -> actions.rewind(session, prompt, what));
        }
      }
      case TRANSCRIPT, DIFF, RESUME, PERMISSIONS, AGENTS, JOBS, MCP, SETTINGS, DOCTOR, EXPORT -> {
        return views.run(command, argument, session);
      }
      case COPY -> told(() -> List.of(terminal.copy(actions.views().events(session), argument)));
      case VIM -> terminal.vim();
      case THEME -> terminal.theme(argument);
      case KEYS -> {
        if (!views.shows("Keys", terminal::keys)) terminal.keys().forEach(screen::line);
      }
      case CLEAR -> {
        return Next.RENEW;
      }
      case QUIT -> {
        return Next.QUIT;
      }
    }
    return Next.GO_ON;
  }

  private void contextual(SlashCommand command, String argument, Session session)
      throws InterruptedException {
    if (command == SlashCommand.CONTEXT && argument.isEmpty() && views.context(session)) return;
    var asked = new ContextCommands(screen.width(), screen.look(), screen.signs(), true);
    contextual = asked;
    var isFolding = command == SlashCommand.COMPACT && !argument.startsWith("--");
    var isWaiting = isFolding && !session.isRunning();
    if (isWaiting) screen.status("folding; Ctrl+C stops it");
    var ticker = Thread.ofVirtual().unstarted(this::tick);
    if (isWaiting) ticker.start();
    try {
      for (var line : asked.run(command, argument, session)) screen.line(line);
    } catch (JackdawException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
    } finally {
      contextual = null;
      ticker.interrupt();
      if (isWaiting) screen.idle();
    }
  }

  private void tick() {
    try {
      while (true) {
        screen.tick();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException _) {
      // What was waited for is over.
    }
  }

  /** Ends what a person waits for at the prompt, if it is one of the commands. */
  void stop() {
    var asked = contextual;
    if (asked != null) asked.stop();
  }

  private static List<String> words(String argument) {
    return argument.isEmpty() ? List.of() : List.of(argument.split("\\s+"));
  }

  private void told(Supplier<List<String>> action) {
    try {
      for (var line : action.get()) screen.line(OutputFilter.line(line));
    } catch (JackdawException | IllegalStateException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
    }
  }

  private List<String> helpLines() {
    var lines = new ArrayList<String>();
    for (var command : SlashCommand.values()) {
      var name = "/" + command.word();
      lines.add(name + " ".repeat(Math.max(1, 14 - name.length())) + command.help());
    }
    for (var command : options.commands().get()) {
      var name = "/" + command.name();
      var hint = command.argumentHint().isEmpty() ? "" : "  " + command.argumentHint();
      lines.add(
          OutputFilter.line(
              name
                  + " ".repeat(Math.max(1, 14 - name.length()))
                  + command.help()
                  + hint
                  + "  ("
                  + command.origin()
                  + ")"));
    }
    if (options.look() == Look.LIVELY) {
      lines.add("");
      lines.addAll(terminal.keys());
    } else {
      lines.addAll(TerminalCommands.linearKeys());
    }
    return lines;
  }

  private void model(String name, Session session) throws InterruptedException {
    if (name.isEmpty()) {
      if (!views.models(session)) listModels(session);
      return;
    }
    try {
      var model = actions.model(numbered(name));
      var cost = SwitchingCost.of(model.info(), context);
      if (!cost.isEmpty()) screen.line(screen.look().dim(cost));
      session.model(model, "chosen by the user");
    } catch (JackdawException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
    }
  }

  private void listModels(Session session) throws InterruptedException {
    screen.line("model: " + OutputFilter.line(session.model().id()));
    listed = actions.models();
    var widest = listed.stream().mapToInt(choice -> choice.name().length()).max().orElse(0);
    for (var i = 0; i < listed.size(); i++) {
      var choice = listed.get(i);
      var name = OutputFilter.line(choice.name());
      screen.line(
          String.format("%3d  ", i + 1)
              + name
              + " ".repeat(Math.max(2, widest + 2 - name.length()))
              + screen.look().dim(OutputFilter.line(choice.remark())));
    }
    if (!listed.isEmpty()) screen.line("/model NAME or /model NUMBER uses another.");
  }

  private String numbered(String name) throws InterruptedException {
    if (!name.matches("\\d{1,3}")) return name;
    if (listed.isEmpty()) listed = actions.models();
    var number = Integer.parseInt(name);
    return number >= 1 && number <= listed.size() ? listed.get(number - 1).name() : name;
  }

  /** Takes note of how much the model's context holds, in tokens; 0 for nothing yet. */
  void context(long tokens) {
    context = tokens;
  }

  private void effort(String level, Session session) {
    var efforts = session.model().efforts();
    if (level.isEmpty()) {
      screen.line(
          "effort: "
              + session.effort().text()
              + (efforts.isEmpty()
                  ? ""
                  : " (of " + String.join(", ", Effort.texts(efforts)) + ")"));
      return;
    }
    var wanted = Effort.parse(level);
    try {
      if (wanted.isPresent()) {
        if (wanted.get() != session.effort()) tellCost(session);
        session.effort(wanted.get());
        screen.line(screen.look().dim("effort: " + wanted.get().text()));
      } else {
        screen.line(
            "There is no effort \""
                + OutputFilter.line(level)
                + "\"; there are "
                + String.join(", ", Effort.texts(EnumSet.allOf(Effort.class)))
                + ".");
      }
    } catch (JackdawException e) {
      screen.line(OutputFilter.all(String.valueOf(e.getMessage())));
    }
  }

  /** A provider may find nothing of what it cached under other parameters. */
  private void tellCost(Session session) {
    var cost = SwitchingCost.of(session.model(), context);
    if (!cost.isEmpty()) screen.line(screen.look().dim(cost));
  }

  private void mode(String name, Session session) {
    var names = new ArrayList<String>();
    for (var mode : options.modes()) names.add(mode.text());
    if (name.isEmpty()) {
      screen.line("mode: " + session.mode().text() + " (of " + String.join(", ", names) + ")");
      return;
    }
    var wanted = Mode.parse(name).filter(options.modes()::contains);
    if (wanted.isPresent()) {
      // Tools that are not offered in a mode are missing from what the cache holds.
      var swaps = (wanted.get() == Mode.PLAN) != (session.mode() == Mode.PLAN);
      if (swaps) tellCost(session);
      session.mode(wanted.get());
    } else {
      screen.line(
          "There is no mode \""
              + OutputFilter.line(name)
              + "\" to choose here; choose one of "
              + String.join(", ", names)
              + ".");
    }
  }

  void showPlan(Session session) {
    var plan = session.plan();
    if (plan.steps().isEmpty()) {
      screen.line("There is no plan.");
      return;
    }
    screen.line(plan.done() + " of " + plan.steps().size() + " steps are done.");
    for (var line : CallText.steps(plan, screen.look(), screen.signs())) screen.line("  " + line);
  }

  private List<String> costLines(Session session) {
    var lines = new ArrayList<String>();
    lines.add(Sums.of(session.totals(), screen.signs()));
    try {
      for (var line : actions.bill(session)) lines.add(OutputFilter.line(line));
    } catch (JackdawException e) {
      lines.add(OutputFilter.all(String.valueOf(e.getMessage())));
    }
    return lines;
  }
}
