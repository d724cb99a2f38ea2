package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Session;
import dev.jackdaw.cli.custom.CommandRuns;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.models.ModelChoices;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Stdin;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.Trust;
import dev.jackdaw.cli.trust.TrustStore;
import dev.jackdaw.cli.undo.Rewinding;
import dev.jackdaw.cli.usage.UsageReport;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.tui.InteractiveShell;
import dev.jackdaw.tui.Look;
import dev.jackdaw.tui.ShellActions;
import dev.jackdaw.tui.ShellOptions;
import dev.jackdaw.tui.SystemTerminal;
import dev.jackdaw.tui.TrustDialog;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;

/** Runs a session on the terminal. */
record Interactive(
    Environment environment, Directories directories, Console console, InstantSource clock) {

  ExitCode run(Arguments arguments, Wiring wiring, Model model, Trust trust)
      throws InterruptedException {
    try (var terminal = SystemTerminal.open()) {
      var options = options(wiring, model, look(terminal, arguments));
      var choice = asked(trust, terminal, options);
      if (choice == TrustDialog.Choice.LEAVE) return ExitCode.DONE;
      var wishes =
          new Wiring.Wishes(
              Attendance.ATTENDED,
              RunCommand.briefing(arguments, null),
              RunCommand.tools(arguments),
              choice == TrustDialog.Choice.TRUST,
              Map.of(),
              console::progress,
              arguments.text(Option.AGENTS));
      var journals = new Journals(directories, clock, console);
      var session = open(wiring, journals.choose(arguments, wiring.workspace()), model, wishes);
      var actions = new Actions(wiring, journals, wishes, clock);
      var shell = new InteractiveShell(session, terminal, options, actions);
      var shutdown = Shutdown.closing(() -> shell.session().close());
      try {
        shell.run(arguments.prompt().orElse(""));
      } finally {
        shell.session().close();
        shutdown.finished();
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT, "no-terminal", "the terminal is gone: " + e, e);
    }
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
    return arguments.has(Option.NO_COLOR)
        ? Look.LINEAR
        : Look.of(terminal, name -> environment.variables().getOrDefault(name, ""));
  }

  private ShellOptions options(Wiring wiring, Model model, Look look) {
    return new ShellOptions(
        wiring.workspace().directory(),
        Optional.of(directories.createState().resolve("history")),
        look,
        "Jackdaw " + Version.current() + ", " + model.info().id() + ". /help lists the commands.",
        wiring.models()::names,
        modes(wiring),
        clock,
        () -> wiring.commandRuns().book().list());
  }

  static List<Mode> modes(Wiring wiring) {
    var modes = new ArrayList<>(List.of(Mode.values()));
    if (wiring.bypassForbidden()) modes.remove(Mode.BYPASS);
    return modes;
  }

  /** What the shell leaves to the wiring. */
  private record Actions(
      Wiring wiring, Journals journals, Wiring.Wishes wishes, InstantSource clock)
      implements ShellActions {
    @Override
    public Session renew(Session session) {
      var model = wiring.models().model(session.model().id());
      session.close();
      return open(wiring, journals.create(wiring.workspace()), model, wishes);
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
