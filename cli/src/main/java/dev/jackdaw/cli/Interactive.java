package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.Session;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Stdin;
import dev.jackdaw.cli.usage.UsageReport;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.tui.InteractiveShell;
import dev.jackdaw.tui.Look;
import dev.jackdaw.tui.ShellActions;
import dev.jackdaw.tui.ShellOptions;
import dev.jackdaw.tui.SystemTerminal;
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

  ExitCode run(Arguments arguments, Wiring wiring, Model model, boolean trusted)
      throws InterruptedException {
    var wishes =
        new Wiring.Wishes(
            Attendance.ATTENDED,
            RunCommand.briefing(arguments, null),
            RunCommand.tools(arguments),
            trusted,
            Map.of());
    var journals = new Journals(directories, clock, console);
    var session = open(wiring, journals.choose(arguments, wiring.workspace()), model, wishes);
    var actions = new Actions(wiring, journals, wishes, clock);
    try (var terminal = SystemTerminal.open()) {
      var shell =
          new InteractiveShell(
              session, terminal, options(wiring, model, look(terminal, arguments)), actions);
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

  static void requireTerminal() {
    if (Stdin.source() == Stdin.Source.TERMINAL) return;
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-terminal",
        "standard input is not a terminal. Use -p to run without one:"
            + " echo \"fix the failing test\" | jackdaw -p");
  }

  private static Session open(Wiring wiring, Journal journal, Model model, Wiring.Wishes wishes) {
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
        List.of(),
        modes(wiring),
        clock);
  }

  private static List<Mode> modes(Wiring wiring) {
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
      var model = wiring.model(session.model().id());
      session.close();
      return open(wiring, journals.create(wiring.workspace()), model, wishes);
    }

    @Override
    public Model model(String name) {
      return wiring.model(name);
    }

    @Override
    public List<String> bill(Session session) {
      return UsageReport.bill(journals.sessions(), session.id(), clock, ZoneId.systemDefault());
    }
  }
}
