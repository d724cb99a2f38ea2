package dev.jackdaw.cli;

import dev.jackdaw.acp.AcpActions;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.models.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens sessions for an editor, each with the settings of its own folder. */
final class EditorSessions implements AcpActions {
  private static final String IN_ENVIRONMENT = "key";

  private final Environment environment;
  private final Directories directories;
  private final Console console;
  private final Arguments arguments;
  private final InstantSource clock = InstantSource.system();

  EditorSessions(
      Environment environment, Directories directories, Console console, Arguments arguments) {
    this.environment = environment;
    this.directories = directories;
    this.console = console;
    this.arguments = arguments;
  }

  @Override
  public Program program() {
    return new Program("jackdaw", "Jackdaw", Version.current());
  }

  @Override
  public Optional<String> lacksKey() {
    try {
      var _ = wiring(environment, arguments).models().model();
      return Optional.empty();
    } catch (JackdawException e) {
      return e.code().equals("no-key") || e.code().equals("no-model")
          ? Optional.of(String.valueOf(e.getMessage()))
          : Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public List<Login> logins() {
    var logins = new ArrayList<Login>();
    logins.add(
        new Login(
            IN_ENVIRONMENT,
            "Key in the environment or kept by Jackdaw",
            "Set the variable of your provider, such as ANTHROPIC_API_KEY, for the editor, or run"
                + " \"jackdaw keys set PROVIDER\" in a terminal.",
            List.of()));
    for (var provider : Providers.services()) {
      logins.add(
          new Login(
              "login-" + provider,
              "Key for " + provider,
              "Asks for a key in a terminal and keeps it.",
              List.of(Option.LOGIN.longName(), provider)));
    }
    return logins;
  }

  private Wiring wiring(Environment where, Arguments with) {
    var settings = new SettingsReader(where, directories).read(with);
    return new Wiring(where, directories, settings, clock);
  }

  @Override
  public Opened open(Place place) throws InterruptedException {
    return open(place, Optional.empty());
  }

  @Override
  public Opened reopen(SessionId session, Place place) throws InterruptedException {
    return open(place, Optional.of(session));
  }

  private Opened open(Place place, Optional<SessionId> earlier) throws InterruptedException {
    var remarks = new ArrayList<String>();
    var where = environment.in(folder(place.directory()));
    var with = with(place, remarks);
    var settings = new SettingsReader(where, directories).read(with);
    remarks.addAll(settings.warnings());
    var wiring = new Wiring(where, directories, settings, clock);
    wiring.beside(place.buffers()::text);
    var model = wiring.models().model();
    var trust = RunCommand.trust(with, wiring);
    RunCommand.distrust(trust).ifPresent(text -> remarks.add(howToTrust(text)));
    var wishes =
        new Wiring.Wishes(
            Attendance.ATTENDED,
            RunCommand.briefing(with, null),
            RunCommand.tools(with),
            trust.isGiven(),
            Map.of(),
            text -> console.progress(text),
            with.text(Option.AGENTS));
    var session = Interactive.open(wiring, journal(earlier, wiring, remarks), model, wishes);
    remarks.forEach(remark -> console.progress("jackdaw: " + remark));
    return new EditorSession(session, wiring, sessions(), clock, remarks);
  }

  private static String howToTrust(String text) {
    return text
        + ". Run \"jackdaw\" in a terminal there once to look at it and trust it, or start"
        + " \"jackdaw acp\" with --trust.";
  }

  private static Path folder(Path directory) {
    if (Files.isDirectory(directory)) return CanonicalPath.of(directory);
    throw new JackdawException(
        JackdawException.Kind.USER, "bad-directory", directory + " is not a folder.");
  }

  /** The editor's folders stand beside those of the command line, its servers in their place. */
  private Arguments with(Place place, List<String> remarks) {
    var values = new EnumMap<Option, List<String>>(Option.class);
    values.putAll(arguments.values());
    if (!place.others().isEmpty()) {
      var folders = new ArrayList<>(arguments.texts(Option.ADD_DIR));
      for (var other : place.others()) folders.add(other.toString());
      values.put(Option.ADD_DIR, folders);
    }
    if (!place.servers().isEmpty()) {
      if (arguments.has(Option.MCP_CONFIG)) {
        remarks.add("the editor's MCP servers are not used: --mcp-config was given");
      } else {
        values.put(Option.MCP_CONFIG, List.of(EditorServers.config(place.servers()).compact()));
      }
    }
    return new Arguments(arguments.command(), values, arguments.operands());
  }

  @Override
  public boolean takesRemoteServers() {
    return true;
  }

  private Journal journal(Optional<SessionId> earlier, Wiring wiring, List<String> remarks) {
    if (earlier.isEmpty()) {
      return new Journals(directories, clock, console).create(wiring.workspace());
    }
    var journal = sessions().open(earlier.get());
    remarks.addAll(journal.warnings());
    return journal;
  }

  private Sessions sessions() {
    return new Sessions(directories.createState(), clock);
  }

  @Override
  public List<Known> sessions(Optional<Path> directory) {
    var sessions = new Sessions(directories.state(), clock);
    var found =
        directory.isPresent() ? sessions.list(CanonicalPath.of(directory.get())) : sessions.list();
    var known = new ArrayList<Known>();
    for (var summary : found) {
      known.add(
          new Known(summary.id(), summary.title(), summary.directory(), summary.lastActivity()));
    }
    return known;
  }

  @Override
  public void delete(SessionId session) {
    new Sessions(directories.state(), clock).delete(session);
  }
}
