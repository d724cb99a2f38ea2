package dev.jackdaw.cli;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.journal.FileJournal;
import dev.jackdaw.journal.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import java.util.Scanner;

/** Finds or begins the journal that a command line means. */
final class Journals {
  private static final int CHOICES = 20;

  private final Sessions sessions;
  private final InstantSource clock;
  private final Console console;

  Journals(Directories directories, InstantSource clock, Console console) {
    this.sessions = new Sessions(directories.createState(), clock);
    this.clock = clock;
    this.console = console;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Returns the journal to write to: a new one, one to go on with, or a copy of one. */
  Journal open(Arguments arguments, Workspace workspace) {
    if (arguments.has(Option.CONTINUE)) {
      var latest = sessions.latest(workspace.directory());
      if (latest.isEmpty()) throw nothingToContinue(workspace);
      return resumed(latest.get(), arguments);
    }
    var named = arguments.text(Option.RESUME);
    if (named.isPresent()) return resumed(sessions.find(named.get()), arguments);
    return sessions.create(newId(arguments), workspace.directory());
  }

  /** As {@link #open}; {@code --resume} without an id lets the person choose from a list. */
  Journal choose(Arguments arguments, Workspace workspace) {
    if (!arguments.has(Option.RESUME) || arguments.text(Option.RESUME).isPresent()) {
      return open(arguments, workspace);
    }
    var known = sessions.list(workspace.directory()).stream().limit(CHOICES).toList();
    if (known.isEmpty()) throw nothingToContinue(workspace);
    for (var i = 0; i < known.size(); i++) {
      var summary = known.get(i);
      console.progress("%3d  %s  %s".formatted(i + 1, summary.id(), summary.title()));
    }
    console.progress("Number of the session to resume, or nothing to leave:");
    var line = new Scanner(System.in, StandardCharsets.UTF_8);
    var answer = line.hasNextLine() ? line.nextLine().strip() : "";
    for (var i = 0; i < known.size(); i++) {
      if (answer.equals(Integer.toString(i + 1))) return resumed(known.get(i).id(), arguments);
    }
    throw new JackdawException(
        JackdawException.Kind.USER, "no-session", "no session was chosen; -r ID names one.");
  }

  /** Begins a session in the workspace. */
  Journal create(Workspace workspace) {
    return sessions.create(SessionId.create(clock.instant(), new Random()), workspace.directory());
  }

  private static JackdawException nothingToContinue(Workspace workspace) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "no-session",
        "there is no session in "
            + workspace.directory()
            + " to continue. \"jackdaw sessions list\" shows those of other folders; -r ID resumes"
            + " one.");
  }

  /** Goes on with a session. */
  Journal resumed(SessionId id) {
    var journal = sessions.open(id);
    warn(journal);
    return journal;
  }

  private Journal resumed(SessionId id, Arguments arguments) {
    var journal =
        arguments.has(Option.FORK_SESSION)
            ? sessions.fork(id, newId(arguments))
            : sessions.open(id);
    warn(journal);
    return journal;
  }

  private void warn(FileJournal journal) {
    for (var warning : journal.warnings()) console.progress("jackdaw: " + warning);
  }

  private SessionId newId(Arguments arguments) {
    var given = arguments.text(Option.SESSION_ID);
    return given.isPresent()
        ? new SessionId(given.get())
        : SessionId.create(clock.instant(), new Random());
  }
}
