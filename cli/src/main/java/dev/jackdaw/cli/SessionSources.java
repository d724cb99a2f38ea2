package dev.jackdaw.cli;

import dev.jackdaw.api.Label;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.cli.doctor.Doctor;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.mcp.SessionServers;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.sessions.SessionCommands;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Step;
import dev.jackdaw.journal.checkpoint.StepDiffs;
import dev.jackdaw.tools.shell.Jobs;
import dev.jackdaw.tui.view.ViewSources;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the views of a session show. Used by one thread. */
final class SessionSources implements ViewSources {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final int MOST_SESSIONS = 500;

  private final Environment environment;
  private final Directories directories;
  private final Arguments arguments;
  private final Wiring wiring;
  private final Sessions sessions;
  private final InstantSource clock;
  private Optional<SessionId> chosen = Optional.empty();

  SessionSources(
      Environment environment,
      Directories directories,
      Arguments arguments,
      Wiring wiring,
      Sessions sessions,
      InstantSource clock) {
    this.environment = environment;
    this.directories = directories;
    this.arguments = arguments;
    this.wiring = wiring;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public List<Occurrence> events(Session session) {
    return events(session.id());
  }

  private List<Occurrence> events(SessionId id) {
    var events = new ArrayList<Occurrence>();
    try (var journal = sessions.view(id)) {
      journal.replay(events::add);
    }
    return events;
  }

  @Override
  public List<Change> changes(Session session) {
    try (var journal = sessions.view(session.id())) {
      var changes = new ArrayList<Change>();
      for (var step : Step.of(journal)) {
        var about = step.tool() + "  " + step.does() + "  (" + step.found().files() + " changed)";
        changes.add(
            new Change(
                step.number(), step.prompt(), about.strip(), step.isUndone(), () -> diff(step)));
      }
      return changes;
    }
  }

  private String diff(Step step) {
    var directory = wiring.workspace().directory();
    var store = new CheckpointFolder(sessions.checkpoints(directory));
    try (var diffs = new StepDiffs(store, directory)) {
      return diffs.of(step.found());
    } catch (IOException e) {
      return "(cannot be read: " + e + ")";
    }
  }

  @Override
  public List<Past> sessions() {
    return sessions.list(wiring.workspace().directory()).stream()
        .limit(MOST_SESSIONS)
        .map(each -> {
          var when = TIME.format(each.lastActivity().atZone(ZoneId.systemDefault()));
          var remark = when + ", " + each.turns() + (each.turns() == 1 ? " turn" : " turns");
          return new Past(each.id().value(), each.title(), remark, () -> events(each.id()));
        })
        .toList();
  }

  @Override
  public void choose(String session) {
    chosen = Optional.of(sessions.find(session));
  }

  /** Returns the session that was chosen since the last time, if one was. */
  Optional<SessionId> takeChosen() {
    var taken = chosen;
    chosen = Optional.empty();
    return taken;
  }

  @Override
  public List<Fact> settings() {
    var facts = new ArrayList<Fact>();
    for (var each : new SettingsReader(environment, directories).given(arguments)) {
      var layer = each.origin().layer();
      var where = layer.text() + ": " + each.origin().where();
      var note =
          (layer.isProject() ? "; a project can only tighten" : "")
              + (each.isOutweighed() ? "; outweighed" : "");
      facts.add(new Fact(each.name(), each.value(), where + note));
    }
    return facts;
  }

  @Override
  public List<Fact> rules() {
    var facts = new ArrayList<Fact>();
    for (var each : wiring.settings().rules()) {
      var verdict = each.verdict().name().toLowerCase(Locale.ROOT);
      facts.add(new Fact(verdict, each.rule().toString(), each.origin().where()));
    }
    for (var each : wiring.settings().proposals()) {
      if (!each.isAcceptedByTrust()) continue;
      var where = each.origin().where() + "; holds where the folder is trusted";
      facts.add(new Fact("allow", each.value().compact(), where));
    }
    return facts;
  }

  @Override
  public List<Fact> agents() {
    return wiring.agents().stream()
        .map(each -> new Fact(each.name(), each.description(), where(each.label())))
        .toList();
  }

  private static String where(Label label) {
    return label.detail();
  }

  @Override
  public List<Job> jobs() {
    var jobs = wiring.jobs();
    if (jobs.isEmpty()) return List.of();
    return jobs.get().glance().stream()
        .map(each ->
            new Job(each.id(), each.about(), each.isRunning(), () -> jobs.get().output(each.id())))
        .toList();
  }

  @Override
  public String stop(String job) {
    return wiring.jobs().map(jobs -> jobs.stop(job)).orElse("There is no job here.");
  }

  @Override
  public String background() {
    return wiring.jobs().map(Jobs::background).orElseGet(ViewSources.super::background);
  }

  @Override
  public List<Server> servers() {
    return wiring.servers().map(SessionServers::portraits).orElse(List.of()).stream()
        .map(each ->
            new Server(each.server().config().name(), each.state(), each.glance(), each::lines))
        .toList();
  }

  @Override
  public List<String> server(String typed) {
    return wiring.servers().map(servers -> servers.run(typed)).orElse(List.of());
  }

  @Override
  public List<String> doctor() throws InterruptedException {
    var providers = wiring.models().providers();
    return new Doctor(environment, directories, providers::check, providers::extensions).lines();
  }

  @Override
  public String export(Session session, String file) {
    var commands =
        new SessionCommands(
            sessions, clock, ZoneId.systemDefault(), wiring.workspace().directory(), 80);
    return "The session is written to " + commands.export(session.id(), file) + ".";
  }
}
