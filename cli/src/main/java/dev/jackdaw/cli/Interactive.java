package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.custom.CommandRuns;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.log.CrashReport;
import dev.jackdaw.cli.models.ModelChoices;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Stdin;
import dev.jackdaw.cli.settings.Setting;
import dev.jackdaw.cli.settings.UserThemes;
import dev.jackdaw.cli.status.GitBranch;
import dev.jackdaw.cli.status.OwnStatusLine;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.Trust;
import dev.jackdaw.cli.trust.TrustStore;
import dev.jackdaw.cli.undo.Rewinding;
import dev.jackdaw.cli.usage.UsageReport;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tui.Customs;
import dev.jackdaw.tui.InteractiveShell;
import dev.jackdaw.tui.Look;
import dev.jackdaw.tui.ShellActions;
import dev.jackdaw.tui.ShellOptions;
import dev.jackdaw.tui.SystemTerminal;
import dev.jackdaw.tui.TrustDialog;
import dev.jackdaw.tui.compose.MemoryFile;
import dev.jackdaw.tui.compose.MoreWords;
import dev.jackdaw.tui.compose.SlashEntry.SlashArgument;
import dev.jackdaw.tui.keys.KeyFile;
import dev.jackdaw.tui.progress.WindowSettings;
import dev.jackdaw.tui.theme.Themes;
import dev.jackdaw.tui.view.ViewSources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;

/** Runs a session on the terminal. */
record Interactive(
    Environment environment, Directories directories, Console console, InstantSource clock) {

  ExitCode run(Arguments arguments, Wiring wiring, Model model, Trust trust)
      throws InterruptedException {
    try (var terminal = SystemTerminal.open()) {
      var options = options(wiring, model, look(terminal, arguments), variables(arguments));
      var choice = asked(trust, terminal, options);
      if (choice == TrustDialog.Choice.LEAVE) return ExitCode.DONE;
      var notices = new AtomicReference<Consumer<String>>(console::progress);
      var wishes =
          new Wiring.Wishes(
              Attendance.ATTENDED,
              RunCommand.briefing(arguments, null),
              RunCommand.tools(arguments),
              choice == TrustDialog.Choice.TRUST,
              Map.of(),
              line -> notices.get().accept(line),
              arguments.text(Option.AGENTS));
      var journals = new Journals(directories, clock, console);
      var session = open(wiring, journals.choose(arguments, wiring.workspace()), model, wishes);
      var sources =
          new SessionSources(
              environment, directories, arguments, wiring, journals.sessions(), clock);
      var actions =
          new Actions(wiring, journals, wishes, clock, sources, new UserRules(directories));
      var shell = new InteractiveShell(session, terminal, options, actions);
      var shutdown =
          Shutdown.closing(() -> {
            shell.abandon();
            shell.session().close();
          });
      notices.set(shell::tell);
      try {
        shell.run(arguments.prompt().orElse(""));
      } catch (JackdawException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        throw crashed(e, shell.session());
      } finally {
        notices.set(console::progress);
        shell.session().close();
        shutdown.finished();
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT, "no-terminal", "the terminal is gone: " + e, e);
    }
  }

  /** What the person needs to know of a bug: where it is told, and that nothing is lost. */
  private JackdawException crashed(Throwable bug, Session session) {
    System.getLogger("dev.jackdaw.cli").log(System.Logger.Level.ERROR, "bug", bug);
    var facts = new LinkedHashMap<String, String>();
    facts.put("jackdaw", Version.current());
    for (var name : List.of("java.vm.version", "os.name", "os.version", "os.arch")) {
      facts.put(name, System.getProperty(name, "?"));
    }
    for (var name : List.of("TERM", "TERM_PROGRAM", "LANG")) {
      facts.put(name, environment.variable(name).orElse(""));
    }
    var redactor = Redactor.forSharing(environment.variables());
    var report =
        CrashReport.write(directories.createState(), clock.instant(), facts, bug, redactor)
            .map(file -> " The report is in " + file + ".")
            .orElse(" The log has the details.");
    return new JackdawException(
        JackdawException.Kind.INTERNAL,
        "crash",
        "this is a bug in Jackdaw: "
            + bug
            + "."
            + report
            + " Nothing of the session is lost; go on with: jackdaw -r "
            + session.id().value(),
        bug);
  }

  /** Asks whether the folder is trusted unless that is known; a yes is kept. */
  private TrustDialog.Choice asked(Trust trust, Terminal terminal, ShellOptions options) {
    return switch (trust) {
      case Trust.Given _ -> TrustDialog.Choice.TRUST;
      case Trust.Unknown(var inventory) -> asked(inventory, List.of(), terminal, options);
      case Trust.Outdated outdated ->
          asked(outdated.inventory(), outdated.changes(), terminal, options);
    };
  }

  private TrustDialog.Choice asked(
      Inventory inventory, List<String> changes, Terminal terminal, ShellOptions options) {
    var items = new ArrayList<TrustDialog.Item>();
    for (var item : inventory.items()) {
      items.add(new TrustDialog.Item(item.summary(), item.text()));
    }
    var request = new TrustDialog.Request(inventory.folder(), items, changes);
    var choice = new TrustDialog(terminal, options).ask(request);
    if (choice == TrustDialog.Choice.TRUST) keep(inventory);
    return choice;
  }

  private void keep(Inventory inventory) {
    try {
      new TrustStore(directories.createState()).trust(inventory);
    } catch (JackdawException e) {
      console.progress("jackdaw: " + e.getMessage());
    }
  }

  static void requireTerminal() {
    if (Stdin.source() == Stdin.Source.TERMINAL) return;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-terminal",
        "standard input is not a terminal. Use -p to run without one:"
            + " echo \"fix the failing test\" | jackdaw -p");
  }

  static Session open(Wiring wiring, Journal journal, Model model, Wiring.Wishes wishes) {
    try {
      return wiring.open(journal, model, wishes);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private Look look(Terminal terminal, Arguments arguments) {
    return arguments.has(Option.PLAIN)
        ? Look.LINEAR
        : Look.of(terminal, name -> environment.variables().getOrDefault(name, ""));
  }

  /** An option counts as much as the variable. */
  private Map<String, String> variables(Arguments arguments) {
    if (!arguments.has(Option.NO_COLOR)) return environment.variables();
    var variables = new LinkedHashMap<>(environment.variables());
    variables.put("NO_COLOR", "1");
    return variables;
  }

  private ShellOptions options(
      Wiring wiring, Model model, Look look, Map<String, String> variables) {
    return new ShellOptions(
        wiring.workspace().directory(),
        Optional.of(directories.createState().resolve("history")),
        look,
        "Jackdaw " + Version.current() + ", " + model.info().id() + ". /help lists the commands.",
        wiring.models()::names,
        modes(wiring),
        clock,
        customs(wiring, variables),
        wiring::slashCommands);
  }

  private Customs customs(Wiring wiring, Map<String, String> variables) {
    var keys = KeyFile.read(directories.config().resolve("keys.json"));
    var themes = UserThemes.read(directories.config());
    var problems = new ArrayList<>(keys.problems());
    problems.addAll(themes.problems());
    return new Customs(
        variables,
        keys.bindings(),
        themes.themes(),
        theme(wiring, themes.themes(), problems),
        wiring.settings().display().isVim(),
        memory(wiring),
        directories.createState(),
        Redactor.forSharing(environment.variables())::redact,
        Toolbox::ignoreRules,
        problems);
  }

  /** A theme that is not there is told of, and the usual one is used. */
  private static String theme(Wiring wiring, Themes themes, List<String> problems) {
    var wanted = wiring.settings().display().theme().map(Setting::value).orElse(Themes.AUTO);
    try {
      themes.named(wanted, Optional.empty());
      return wanted;
    } catch (JackdawException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Themes.AUTO;
    }
  }

  private List<MemoryFile> memory(Wiring wiring) {
    return List.of(
        new MemoryFile("this project", wiring.workspace().directory().resolve("AGENTS.md")),
        new MemoryFile("all your projects", directories.config().resolve("AGENTS.md")));
  }

  static List<Mode> modes(Wiring wiring) {
    var modes = new ArrayList<>(List.of(Mode.values()));
    if (wiring.bypassForbidden()) modes.remove(Mode.BYPASS);
    return modes;
  }

  /** What the shell leaves to the wiring. */
  private record Actions(
      Wiring wiring,
      Journals journals,
      Wiring.Wishes wishes,
      InstantSource clock,
      SessionSources sources,
      UserRules choices)
      implements ShellActions {
    @Override
    public Session renew(Session session) {
      var model = wiring.models().model(session.model().id());
      var chosen = sources.takeChosen().filter(id -> !id.equals(session.id()));
      var journal =
          chosen.isPresent() ? journals.resumed(chosen.get()) : journals.create(wiring.workspace());
      session.close();
      return open(wiring, journal, model, wishes);
    }

    @Override
    public void keep(String setting, Json choice) {
      choices.keep(setting, choice);
    }

    @Override
    public ViewSources views() {
      return sources;
    }

    @Override
    public MoreWords words() {
      return (before, word, more) ->
          wiring
              .servers()
              .map(servers -> servers.completions(before, word, more))
              .orElse(List.of())
              .stream()
              .map(each -> new SlashArgument(each.text(), each.help()))
              .toList();
    }

    @Override
    public WindowSettings window() {
      var screen = wiring.settings().screen();
      var how = WindowSettings.Notifications.parse(screen.notifications()).orElseThrow();
      return new WindowSettings(how, screen.hasTitle());
    }

    @Override
    public String branch() {
      return GitBranch.of(wiring.workspace().directory());
    }

    @Override
    public String beside() {
      return String.join(", ", wiring.unsettled());
    }

    @Override
    public void whenBesideChanges(Runnable told) {
      wiring.whenUnsettled(told);
    }

    /** Programs that it runs, such as git, obey files of the folder: it must be trusted. */
    @Override
    public Optional<StatusFeed> statusLine(Consumer<String> shown) {
      if (!wishes.trusted()) return Optional.empty();
      return wiring
          .settings()
          .screen()
          .statusLine()
          .map(command ->
              new OwnStatusLine(
                  command,
                  wiring.workspace().directory(),
                  session -> journals.sessions().file(session.id()).orElse(Path.of("")),
                  Version.current(),
                  shown));
    }

    @Override
    public Model model(String name) {
      return wiring.models().model(name);
    }

    @Override
    public List<Choice> models() throws InterruptedException {
      return ModelChoices.of(wiring.models().providers().list());
    }

    @Override
    public Optional<Custom> custom(Session session, String line) {
      return wiring
          .commandRuns()
          .find(session, line)
          .map(found ->
              switch (found) {
                case CommandRuns.Found.Told(var lines) -> new Custom.Told(lines);
                case CommandRuns.Found.Task(var remark, var submission) ->
                    new Custom.Task(remark, submission);
              });
    }

    @Override
    public List<String> undo(Session session, List<String> numbers) {
      return rewinding(session).go(Direction.UNDO, numbers);
    }

    @Override
    public List<String> redo(Session session, List<String> numbers) {
      return rewinding(session).go(Direction.REDO, numbers);
    }

    @Override
    public List<String> rewind(Session session, String prompt, String what) {
      return rewinding(session).rewind(prompt, what);
    }

    private Rewinding rewinding(Session session) {
      return new Rewinding(journals.sessions(), wiring.workspace(), session);
    }

    @Override
    public List<String> bill(Session session) {
      return UsageReport.bill(journals.sessions(), session.id(), clock, ZoneId.systemDefault());
    }
  }
}
