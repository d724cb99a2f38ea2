package dev.jackdaw.cli;

import dev.jackdaw.api.AgentDefinition;
import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Hook;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.audit.Auditor;
import dev.jackdaw.cli.commands.Builtins;
import dev.jackdaw.cli.custom.CommandBook;
import dev.jackdaw.cli.custom.CommandRuns;
import dev.jackdaw.cli.custom.Customs;
import dev.jackdaw.cli.custom.LocalCommands;
import dev.jackdaw.cli.custom.Speech;
import dev.jackdaw.cli.definitions.Places;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.hooks.CommandHook;
import dev.jackdaw.cli.hooks.HookPlace;
import dev.jackdaw.cli.hooks.Posting;
import dev.jackdaw.cli.init.AgentsMd;
import dev.jackdaw.cli.keys.NetworkHttp;
import dev.jackdaw.cli.lsp.Held;
import dev.jackdaw.cli.lsp.LanguageHosting;
import dev.jackdaw.cli.lsp.ServerList;
import dev.jackdaw.cli.mcp.Hosting;
import dev.jackdaw.cli.mcp.ServerCatalog;
import dev.jackdaw.cli.mcp.SessionServers;
import dev.jackdaw.cli.memory.UserMemory;
import dev.jackdaw.cli.permissions.PassingGrants;
import dev.jackdaw.cli.permissions.Policies;
import dev.jackdaw.cli.plugins.Plugins;
import dev.jackdaw.cli.sandbox.Confining;
import dev.jackdaw.cli.sandbox.HalfApplied;
import dev.jackdaw.cli.sandbox.LostCommands;
import dev.jackdaw.cli.sandbox.Rung;
import dev.jackdaw.cli.sandbox.Sandboxes;
import dev.jackdaw.cli.sandbox.Transactions;
import dev.jackdaw.cli.settings.SandboxMode;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.cli.settings.TransactionMode;
import dev.jackdaw.cli.settings.UndoSettings;
import dev.jackdaw.cli.skills.SkillUse;
import dev.jackdaw.cli.styles.Styles;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.Trust;
import dev.jackdaw.cli.trust.TrustStore;
import dev.jackdaw.cli.worktree.WorktreePolicy;
import dev.jackdaw.cli.worktree.Worktrees;
import dev.jackdaw.engine.AgentSession;
import dev.jackdaw.engine.Attendance;
import dev.jackdaw.engine.Briefing;
import dev.jackdaw.engine.Leases;
import dev.jackdaw.engine.MemoryFiles;
import dev.jackdaw.engine.Origins;
import dev.jackdaw.engine.Toolset;
import dev.jackdaw.journal.FileJournal;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.audit.AuditLog;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Overlooked;
import dev.jackdaw.journal.checkpoint.WorkspaceCheckpoints;
import dev.jackdaw.lsp.LanguageServers;
import dev.jackdaw.mcp.Prompt;
import dev.jackdaw.models.cassette.Cassette;
import dev.jackdaw.policy.CommandOrigin;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.tools.Toolbox;
import dev.jackdaw.tools.ToolboxOptions;
import dev.jackdaw.tools.files.OpenFiles;
import dev.jackdaw.tools.shell.ChildEnvironment;
import dev.jackdaw.tools.shell.Jobs;
import dev.jackdaw.tools.shell.Launcher;
import dev.jackdaw.tools.shell.Starting;
import dev.jackdaw.tools.shell.Warden;
import dev.jackdaw.tui.CustomCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins model, tools, policy, journal and engine to a session. One class, because it is the only
 * place that knows all.
 */
final class Wiring {
  /** What a run wants beyond what settings say. */
  record Wishes(
      Attendance attendance,
      Briefing briefing,
      Optional<List<String>> tools,
      boolean trusted,
      Map<String, String> variables,
      Consumer<String> warnings,
      Optional<String> agents) {

    /** Returns what is asked of it where there is no session. */
    static Wishes outside(boolean trusted, Consumer<String> warnings) {
      return new Wishes(
          Attendance.UNATTENDED,
          Briefing.STANDARD,
          Optional.empty(),
          trusted,
          Map.of(),
          warnings,
          Optional.empty());
    }
  }

  /** What starts commands, and what holds them back. */
  private record Commands(Starting starting, Optional<Sandboxes> sandboxes) {
    static final Commands PLAIN =
        new Commands(
            new Starting(Launcher.unconfined(), CommandOrigin::of, Optional.empty()),
            Optional.empty());

    static Commands in(Sandboxes sandboxes) {
      Function<String, Label> origins =
          // What is confined has no network to bring other people's words from.
          command ->
              sandboxes.confinement() == Confinement.SANDBOXED
                  ? new Label(Label.Source.COMMAND, "")
                  : CommandOrigin.of(command);
      var outside = new Starting.Outside(sandboxes, CommandOrigin::of);
      return new Commands(
          new Starting(sandboxes.plain(), origins, Optional.of(outside)), Optional.of(sandboxes));
    }

    Commands with(Starting.Transactions transactions) {
      return new Commands(starting.with(transactions), sandboxes);
    }

    Confinement confinement() {
      return sandboxes.map(Sandboxes::confinement).orElse(Confinement.NONE);
    }
  }

  private final Environment environment;
  private final Directories directories;
  private final Settings settings;
  private final Workspace workspace;
  private final InstantSource clock;
  private final Models models;
  private final Redactor redactor;
  private final MemoryFiles project;
  private Starting starting = Commands.PLAIN.starting();
  private final Speech speech = new Speech();
  private @Nullable Customs customs;
  private @Nullable Plugins plugins;
  private boolean trusted;
  private PassingGrants grants = new PassingGrants(List::of);
  private Optional<Jobs> jobs = Optional.empty();
  private List<Path> layers = List.of();
  private @Nullable Transactions transactions;
  private OpenFiles openFiles = OpenFiles.NONE;
  private @Nullable SessionServers servers;
  private @Nullable LanguageServers languages;
  private volatile Runnable unsettled = () -> {};
  private Warden warden = new Warden();

  Wiring(Environment environment, Directories directories, Settings settings, InstantSource clock) {
    this(environment, directories, settings, clock, null);
  }

  /** As the other, with a cassette between the models and the network. */
  Wiring(
      Environment environment,
      Directories directories,
      Settings settings,
      InstantSource clock,
      @Nullable Cassette cassette) {
    this.environment = environment;
    this.directories = directories;
    this.settings = settings;
    this.clock = clock;
    this.workspace = workspace(environment.directory(), settings);
    this.redactor = new Redactor(environment.variables());
    this.project = new MemoryFiles(List.of(), workspace.directory());
    this.models =
        new Models(environment, directories, settings, workspace, clock, cassette, redactor);
  }

  Workspace workspace() {
    return workspace;
  }

  /** Returns how it stands with the trust in the working directory. */
  Trust trust() {
    return Trust.of(
        Inventory.of(workspace.directory(), settings, project),
        new TrustStore(directories.state()));
  }

  Settings settings() {
    return settings;
  }

  /** Returns the agents of the session that was opened last. */
  List<AgentDefinition> agents() {
    return customs == null ? List.of() : customs.agents();
  }

  /** Returns the background jobs of the session that was opened last. */
  Optional<Jobs> jobs() {
    return jobs;
  }

  boolean bypassForbidden() {
    return settings.bypassForbidden().isPresent();
  }

  private static Workspace workspace(Path directory, Settings settings) {
    var others =
        settings.directories().stream().map(setting -> setting.value()).toArray(Path[]::new);
    try {
      return Workspace.of(directory, others);
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "bad-directory",
          "a folder to work in cannot be used: "
              + e.getMessage()
              + ". Correct --add-dir or"
              + " permissions.additionalDirectories.",
          e);
    }
  }

  /** Says which files a person has open beside sessions that are opened from now on. */
  void beside(OpenFiles files) {
    openFiles = files;
  }

  /** Returns the models of this run. */
  Models models() {
    return models;
  }

  /** Opens a session on the journal, which it closes at its end. */
  Session open(Journal journal, Model model, Wishes wishes) {
    HalfApplied.finish(sessions(), journal.session()).forEach(wishes.warnings());
    layers = layers(journal.session());
    warden = new Warden();
    var commands =
        commands(
            wishes,
            workspace,
            () -> policy(wishes.trusted(), () -> Confinement.NONE),
            Profile.Git.HISTORY);
    starting = commands.starting();
    var policy = policy(wishes.trusted(), commands::confinement);
    var mode = settings.mode().map(setting -> setting.value()).orElse(Mode.DEFAULT);
    var customs = customs(wishes);
    var toolbox = toolbox(policy, wishes, commands, sessions().jobs(journal.session()));
    toolbox.jobs().recall(journal.blobs());
    servers = servers(wishes, commands);
    languages = languages(wishes, commands, policy);
    jobs = Optional.of(toolbox.jobs());
    var origins = new Origins();
    var builder =
        AgentSession.builder()
            .journal(journal)
            .workspace(workspace)
            .model(model)
            .fallbacks(models.fallbacks())
            .tools(
                new SessionTools(
                    toolset(toolbox, options(policy, wishes, commands), wishes.tools(), languages),
                    servers,
                    languages,
                    wishes.tools()))
            .policy(grants.over(policy))
            .mode(mode)
            .memory(memory(wishes.trusted(), workspace))
            .attendance(wishes.attendance())
            .briefing(() -> wishes.briefing().with(speech.orders()))
            .limits(SessionLimits.of(settings))
            .context(settings.context())
            .parallelism(SessionLimits.parallelism(settings))
            .effort(settings.effort().map(setting -> setting.value()).orElse(Effort.DEFAULT))
            .clock(clock)
            .version(Version.current())
            .keeper(new UserRules(directories)::keep)
            .redactor(redactor)
            .origins(origins)
            .checkpoints(checkpoints(journal))
            .leases(Leases.across(directories.createState().resolve("leases")))
            .threads(threads(wishes.attendance()))
            .agents(customs::agents)
            .agentModels(models::model)
            .isolation(worktrees(journal, place -> furniture(wishes, toolbox, policy, place)))
            .lostCalls(new LostCommands(toolbox.jobs()))
            .notices(() -> notices(toolbox, customs))
            .standing(toolbox.jobs()::standing)
            .closing(() -> end(toolbox, wishes.warnings()));
    if (settings.models().givenCacheLifetime().isPresent()) builder.givenCacheLifetime();
    hooks(wishes, commands, journal).ifPresent(builder::hooks);
    if (servers != null) builder.closing(servers);
    if (languages != null) builder.closing(languages.telling(() -> unsettled.run()));
    builder.closing(warden);
    builder.sideModel(() -> models.side(model.info()));
    commands.sandboxes().ifPresent(builder::closing);
    if (hasScripts()) {
      var scripting = new Scripting(models.extensions(), commands.sandboxes());
      builder.scripts(scripting::engine, scripting).closing(scripting);
    }
    if (transactions != null) builder.closing(transactions);
    models.small(model.info(), wishes.attendance()).ifPresent(builder::smallModel);
    var auditor =
        new Auditor(
            new AuditLog(directories.createState(), directories.config()),
            journal.session(),
            () -> commands.sandboxes().map(Sandboxes::name).orElse("none"),
            wishes.warnings(),
            origins);
    builder.closing(auditor);
    if (!Observation.isWanted(environment.variables())) {
      return withServers(listened(builder.open(), auditor, toolbox), wishes);
    }
    var observation = new Observation();
    var session = listened(builder.closing(observation).open(), auditor, toolbox);
    observation.begin(session, models.extensions(), environment.variables());
    return withServers(session, wishes);
  }

  /** Where none is configured, nothing of it is loaded. */
  private @Nullable SessionServers servers(Wishes wishes, Commands commands) {
    if (!ServerCatalog.isNeeded(environment, directories, settings)) return null;
    if (!SessionTools.wantServers(wishes.tools())) return null;
    var catalog = ServerCatalog.read(environment, directories, settings, wishes.trusted());
    var attended = wishes.attendance() == Attendance.ATTENDED;
    // Who types can switch them on.
    var none = catalog.servers().isEmpty() || !attended && catalog.isAllOff();
    if (none) {
      for (var problem : catalog.problems()) wishes.warnings().accept("jackdaw: " + problem);
      return null;
    }
    return new Hosting(environment, directories, settings, workspace, Version.current(), redactor)
        .session(
            catalog,
            new Hosting.Starters(
                commands.starting().launcher(), warden.over(Launcher.unconfined())),
            attended,
            wishes.warnings());
  }

  /** Where no language server is found, nothing of it is loaded but the list of those known. */
  private @Nullable LanguageServers languages(Wishes wishes, Commands commands, RulePolicy policy) {
    var list = ServerList.of(environment, settings.languages(), wishes.trusted());
    for (var problem : list.problems()) wishes.warnings().accept("jackdaw: " + problem);
    var specs = list.startable();
    if (specs.isEmpty()) return null;
    return hosting(workspace)
        .session(specs, held(wishes, commands), path -> !policy.hides(path), wishes.warnings());
  }

  private Held held(Wishes wishes, Commands commands) {
    return new Held(
        environment, commands.sandboxes(), wishes.trusted(), warden.over(Launcher.unconfined()));
  }

  private LanguageHosting hosting(Workspace where) {
    return new LanguageHosting(
        environment, directories, where, settings.languages(), Version.current());
  }

  /** Servers start when the first request is on its way, not in its way. */
  private Session withServers(Session session, Wishes wishes) {
    var mine = servers;
    if (mine == null) return session;
    if (wishes.attendance() == Attendance.ATTENDED) {
      mine.beginSoon();
    } else {
      session.listen(occurrence -> {
        if (occurrence.event() instanceof Event.TurnStarted) mine.beginSoon();
        if (occurrence.event() instanceof Event.ReplyStreamed) mine.begin();
      });
    }
    return session;
  }

  /** Nothing is loaded for hooks when there are none. */
  private Optional<List<Hook>> hooks(Wishes wishes, Commands commands, Journal journal) {
    if (settings.hooks().isEmpty()) return Optional.empty();
    var wanted = settings.hooks().get().inForce(wishes.trusted());
    if (wanted.isEmpty()) return Optional.empty();
    var transcript =
        journal instanceof FileJournal kept ? kept.file() : Path.of(journal.session().value());
    return Optional.of(CommandHook.of(wanted, hookPlace(wishes, commands, transcript)));
  }

  private HookPlace hookPlace(Wishes wishes, Commands commands, Path transcript) {
    var variables =
        ChildEnvironment.of(environment.variables(), workspace, variables(wishes)).variables();
    return new HookPlace(
        workspace.directory(),
        transcript,
        variables,
        commands.starting().launcher(),
        warden.over(Launcher.unconfined()),
        new Posting(
            () -> NetworkHttp.of(environment, settings.network(), Version.current()),
            environment.variables(),
            settings.network().sandboxDomains()));
  }

  /** Returns where hooks are run that are tried outside a session. */
  HookPlace hookPlace(boolean trusted, Consumer<String> warnings) {
    var wishes = Wishes.outside(trusted, warnings);
    var commands =
        unheld(
            wishes, workspace, () -> policy(trusted, () -> Confinement.NONE), Profile.Git.HISTORY);
    return hookPlace(wishes, commands, directories.state().resolve("sample.jsonl"));
  }

  /** Reads what people defined. */
  private Customs customs(Wishes wishes) {
    var read =
        new Customs(
            places(), wishes.trusted(), wishes.agents(), CommandBook::taken, wishes.warnings());
    customs = read;
    grants = new PassingGrants(() -> SkillUse.readable(read.skills()));
    trusted = wishes.trusted();
    for (var problem : plugins().problems()) wishes.warnings().accept("jackdaw: " + problem);
    settings.outputStyle().ifPresent(style -> speak(style.value(), wishes.warnings()));
    return read;
  }

  /** A style that is gone, or not trusted here, is no reason not to work. */
  private void speak(String style, Consumer<String> warnings) {
    try {
      speech.begin(Styles.read(places(), trusted).named(style));
    } catch (JackdawException e) {
      warnings.accept("jackdaw: " + e.getMessage());
    }
  }

  private Places places() {
    return new Places(environment, directories, plugins()::places);
  }

  /** Returns the plugins that were approved, read once. */
  private Plugins plugins() {
    var known = plugins;
    if (known == null) {
      known = Plugins.read(directories.state());
      plugins = known;
    }
    return known;
  }

  /** Returns what can be typed behind a slash beside the terminal's own commands. */
  List<CustomCommand> slashCommands() {
    var all = new ArrayList<>(commandRuns().book().list());
    var mine = servers;
    if (mine != null) for (var prompt : mine.heardPrompts()) all.add(offered(prompt));
    return all;
  }

  private static CustomCommand offered(Prompt prompt) {
    var hint = new StringJoiner(" ");
    for (var argument : prompt.arguments()) {
      hint.add(argument.required() ? argument.name() : "[" + argument.name() + "]");
    }
    return new CustomCommand(
        prompt.command().substring(1), prompt.description(), hint.toString(), "MCP server");
  }

  /** Returns the slash commands of the session that was opened last. */
  CommandRuns commandRuns() {
    var known = Objects.requireNonNull(customs, "no session was opened");
    var builtins = new Builtins(environment, () -> AgentsMd.of(workspace.directory()));
    var local =
        new LocalCommands(
            known,
            speech,
            () -> Styles.read(places(), trusted),
            name -> new UserRules(directories).keep("outputStyle", Json.of(name)),
            () -> memory(trusted, workspace),
            () -> plugins().lines(),
            this::servers,
            workspace.directory());
    return new CommandRuns(
        new CommandBook(known, builtins, workspace.directory()), local, grants, models::model);
  }

  private List<String> notices(Toolbox toolbox, Customs customs) {
    var all = new ArrayList<>(toolbox.jobs().notices());
    all.addAll(customs.changes());
    all.addAll(speech.notices());
    var mine = servers;
    if (mine != null) all.addAll(mine.notices());
    var speakers = languages;
    if (speakers != null) all.addAll(speakers.notices());
    return all;
  }

  private List<String> servers(String typed) {
    var mine = servers;
    return mine == null ? List.of("No MCP server is configured.") : mine.run(typed);
  }

  /** Returns the MCP servers of the session that was opened last, if there are any. */
  Optional<SessionServers> servers() {
    return Optional.ofNullable(servers);
  }

  /** {@code told} is run when how language servers stand may be otherwise. */
  void whenUnsettled(Runnable told) {
    unsettled = told;
  }

  /** Returns how language servers stand that start, are busy or failed, a word each. */
  List<String> unsettled() {
    var speakers = languages;
    return speakers == null ? List.of() : speakers.unsettled();
  }

  private boolean hasScripts() {
    return directories.hasExtension(Scripting.FOLDER);
  }

  private Checkpoints checkpoints(Journal journal) {
    var folder = sessions().checkpoints(workspace.directory());
    return checkpoints(settings.undo(), folder, journal.session(), workspace, directories, clock);
  }

  /** Returns what looks at a workspace for undo. */
  static Checkpoints checkpoints(
      UndoSettings undo,
      Path folder,
      SessionId session,
      Workspace workspace,
      Directories directories,
      InstantSource clock) {
    if (!undo.isOn()) return Checkpoints.NONE;
    return new WorkspaceCheckpoints(
        new CheckpointFolder(folder),
        session,
        workspace,
        undo.limits(),
        new Overlooked(Set.of(directories.state(), directories.cache()), Sandbox.MASKS),
        Toolbox::ignoreRules,
        clock);
  }

  private Sessions sessions() {
    return new Sessions(directories.createState(), clock);
  }

  /** Lets go, after the end of a session and at most once a day, of what is kept beyond limits. */
  void tidy() {
    try {
      sessions().tidy(workspace.directory(), settings.undo().keeping());
    } catch (IOException e) {
      System.getLogger("dev.jackdaw.cli")
          .log(System.Logger.Level.WARNING, "what is kept for undo was not cleared up", e);
    }
  }

  private Session listened(Session session, Auditor auditor, Toolbox toolbox) {
    session.listen(auditor);
    var passing = grants;
    var speakers = languages;
    session.listen(occurrence -> {
      if (occurrence.event() instanceof Event.TaskFinished && occurrence.agent().isMain()) {
        passing.clear();
      }
      if (occurrence.event() instanceof Event.CallFinished finished) {
        toolbox.jobs().settled(occurrence.agent(), finished.call());
      }
      if (speakers != null && occurrence.event() instanceof Event.FilesChanged changed) {
        speakers.changed(named(changed.found().paths()));
      }
    });
    return session;
  }

  private List<Path> named(List<String> paths) {
    var files = new ArrayList<Path>();
    for (var path : paths) files.add(workspace.directory().resolve(path));
    return files;
  }

  private static void end(Toolbox toolbox, Consumer<String> warnings) {
    var jobs = toolbox.jobs().running();
    toolbox.close();
    if (jobs.isEmpty()) return;
    warnings.accept(
        "jackdaw: "
            + (jobs.size() == 1 ? "a background job was" : jobs.size() + " background jobs were")
            + " ended with the session: "
            + String.join(", ", jobs));
  }

  /** Returns where layers of the session can be. */
  private List<Path> layers(SessionId session) {
    if (settings.undo().transactions() == TransactionMode.OFF) return List.of();
    var own = sessions().layers(session);
    try {
      return List.of(own, Files.createTempDirectory(environment.temporary(), "jackdaw-layers"));
    } catch (IOException _) {
      return List.of(own);
    }
  }

  /** Returns the names of the tools a model is offered, in the session that was opened last. */
  List<String> toolNames(ModelInfo model, Optional<List<String>> wanted) {
    return tools(model, wanted).stream().map(tool -> tool.spec().name()).toList();
  }

  /** Returns the tools themselves, to be looked at only. */
  List<Tool<?>> tools(ModelInfo model, Optional<List<String>> wanted) {
    try (var toolbox = Toolbox.create(ToolboxOptions.defaults().withStarting(starting))) {
      var mode = settings.mode().map(setting -> setting.value()).orElse(Mode.DEFAULT);
      var all =
          new SessionTools(
              toolset(toolbox, ToolboxOptions.defaults(), wanted, languages),
              servers,
              languages,
              wanted);
      var offered = new ArrayList<Tool<?>>();
      for (var tool : all.tools(model, AgentId.MAIN)) {
        if (tool.isOffered(mode)) offered.add(tool);
      }
      return offered;
    }
  }

  /**
   * One headless session needs no virtual thread: their pollers make the JVM wait 300 ms when it
   * exits. Where a person may interrupt, a virtual thread closes the connection at once.
   */
  private static ThreadFactory threads(Attendance attendance) {
    return attendance == Attendance.ATTENDED
        ? Thread.ofVirtual().name("session").factory()
        : Thread.ofPlatform().daemon().name("session").factory();
  }

  /**
   * Returns what starts commands: in a sandbox when that is wanted.
   *
   * @throws JackdawException with a code of isolation when it must be and cannot
   */
  private Commands commands(
      Wishes wishes, Workspace where, Supplier<RulePolicy> policy, Profile.Git git) {
    var commands = unheld(wishes, where, policy, git);
    if (settings.undo().transactions() == TransactionMode.OFF) return commands;
    try {
      return held(commands, where);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT, "isolation-transactional", "interrupted", e);
    }
  }

  /** What commands write is held back; that is tried with what confines them. */
  private Commands held(Commands commands, Workspace where) throws InterruptedException {
    var holding = transactions;
    if (holding == null) {
      holding = Transactions.open(layers, where);
      transactions = holding;
    }
    var _ = commands.confinement();
    var name = commands.sandboxes().map(Sandboxes::name).orElse("none");
    holding.require(commands.starting().launcher(), name, where);
    var keeps = settings.undo().transactions() == TransactionMode.KEEP;
    return commands.with(new Starting.Transactions(holding, keeps));
  }

  private Commands unheld(
      Wishes wishes, Workspace where, Supplier<RulePolicy> policy, Profile.Git git) {
    var mode = settings.sandbox();
    var proven = environment.platform() == Platform.LINUX;
    if (mode == SandboxMode.OFF || mode == SandboxMode.UNSAID && !proven) return Commands.PLAIN;
    var confining = new Confining(environment, directories);
    var wish =
        new Confining.Wish(
            where, policy, git, settings.network().sandboxDomains(), wishes.warnings());
    try {
      return Commands.in(
          mode.compareTo(SandboxMode.REQUIRED) < 0
              ? Sandboxes.withFirstCommand(confining, wish)
              : Sandboxes.open(confining, Rung.of(mode), wish));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT, "isolation-none", "interrupted", e);
    }
  }

  /** Returns what confines commands here, outside any session; nothing where nothing does. */
  Optional<Sandboxes> sandboxes(boolean trusted, Consumer<String> warnings) {
    var wishes = Wishes.outside(trusted, warnings);
    Supplier<RulePolicy> policy = () -> policy(trusted, () -> Confinement.NONE);
    return unheld(wishes, workspace, policy, Profile.Git.HISTORY).sandboxes();
  }

  private Worktrees worktrees(Journal journal, Worktrees.Furnisher furnisher) {
    return new Worktrees(
        workspace.directory(),
        () -> directories.createState().resolve("worktrees").resolve(journal.session().value()),
        environment.program("git"),
        environment.variables(),
        furnisher);
  }

  /** Puts into a worktree what the session has in its checkout, cut to the worktree. */
  private Worktrees.Furniture furniture(
      Wishes wishes, Toolbox toolbox, RulePolicy checkout, Worktrees.Site site) {
    var policies = new Policies(site.workspace(), environment);
    var moved = settings.withRules(site.moved(settings.rules()));
    var commands =
        commands(
            wishes,
            site.workspace(),
            () -> policies.unchecked(moved, wishes.trusted(), () -> Confinement.NONE),
            Profile.Git.NOTHING);
    var own = policies.unchecked(moved, wishes.trusted(), commands::confinement);
    var options = options(own, wishes, commands);
    var speakers = languages;
    var its =
        speakers == null
            ? null
            : speakers.in(
                site.workspace(),
                hosting(site.workspace())
                    .around(held(wishes, commands), path -> !own.hides(path), wishes.warnings()));
    return new Worktrees.Furniture(
        memory(wishes.trusted(), site.workspace()),
        new WorktreePolicy(own, checkout, site.tree(), site.top()),
        new SessionTools(
            toolset(toolbox.in(options), options, wishes.tools(), its), null, its, wishes.tools()),
        () -> {
          if (its != null) its.close();
          commands.sandboxes().ifPresent(Sandboxes::close);
        });
  }

  private Toolbox toolbox(RulePolicy policy, Wishes wishes, Commands commands, Path jobs) {
    return Toolbox.create(
        options(policy, wishes, commands).withJobs(settings.jobs().withState(jobs)), openFiles);
  }

  private ToolboxOptions options(RulePolicy policy, Wishes wishes, Commands commands) {
    return ToolboxOptions.defaults()
        .withEnvironment(environment.variables())
        .withStarting(commands.starting())
        .withAgents(customs == null ? List.of() : customs.agents())
        .withScripts(hasScripts())
        .withReadable(path -> !policy.hides(path))
        .withVariables(variables(wishes));
  }

  private ChildEnvironment.Settings variables(Wishes wishes) {
    var variables = new HashMap<>(wishes.variables());
    settings.childVariables().forEach((name, value) -> variables.put(name, value.value()));
    try {
      return new ChildEnvironment.Settings(List.of(), variables);
    } catch (IllegalArgumentException e) {
      throw new JackdawException(
          JackdawException.Kind.USER, "bad-env", "setting env: " + e.getMessage(), e);
    }
  }

  /** Kinds of agents and skills may have come since; a model hears of them with its next tools. */
  private Toolset toolset(
      Toolbox toolbox,
      ToolboxOptions options,
      Optional<List<String>> wanted,
      @Nullable LanguageServers speakers) {
    var known = customs;
    var asking = speakers == null ? Optional.<Tool<?>>empty() : speakers.asking();
    return (model, _) -> {
      var current =
          known == null || known.generation() == 0
              ? toolbox
              : toolbox.in(options.withAgents(known.agents()));
      var all = new ArrayList<>(current.tools(model));
      if (known != null) {
        new SkillUse(known::skills, grants::add).tool(model).ifPresent(all::add);
      }
      if (asking.isPresent()) all.add(asking.get());
      return wanted.isEmpty() ? List.copyOf(all) : chosen(all, wanted.get());
    };
  }

  private static List<Tool<?>> chosen(List<Tool<?>> all, List<String> wanted) {
    var names = new ArrayList<String>();
    for (var tool : all) names.add(tool.spec().name());
    var chosen = new ArrayList<Tool<?>>();
    for (var name : wanted) {
      var plain = plain(name);
      var found = all.stream().filter(tool -> plain(tool.spec().name()).equals(plain)).findFirst();
      if (found.isPresent()) {
        chosen.add(found.get());
      } else if (!plain.equals("edit")
          && !plain.equals("applypatch")
          && !SessionTools.isServers(name)) {
        throw new JackdawException(
            JackdawException.Kind.USER,
            "no-such-tool",
            "--tools: there is no tool \""
                + name
                + "\""
                + Nearest.hint(name, names)
                + ". There are: "
                + String.join(", ", names)
                + ".");
      }
    }
    return List.copyOf(chosen);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** What was read to see whether it is trusted is not read again. */
  private MemoryFiles memory(boolean trusted, Workspace where) {
    var files = where.equals(workspace) ? project : new MemoryFiles(List.of(), where.directory());
    var own = files.withUser(UserMemory.folders(environment, directories)).withCap(memoryTokens());
    return trusted ? own : own.withoutProject();
  }

  /** Returns the cap on memory files that somebody set; 0 when nobody did. */
  long memoryTokens() {
    return settings.limits().memoryTokens().map(setting -> setting.value()).orElse(0L);
  }

  private RulePolicy policy(boolean trusted, Supplier<Confinement> confinement) {
    return new Policies(workspace, environment).of(settings, trusted, confinement);
  }
}
