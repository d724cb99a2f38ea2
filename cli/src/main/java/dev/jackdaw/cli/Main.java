package dev.jackdaw.cli;

import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.agents.AgentCommand;
import dev.jackdaw.cli.agents.AgentFiles;
import dev.jackdaw.cli.audit.AuditCommands;
import dev.jackdaw.cli.custom.CommandBook;
import dev.jackdaw.cli.definitions.Places;
import dev.jackdaw.cli.demo.Demo;
import dev.jackdaw.cli.doctor.Doctor;
import dev.jackdaw.cli.doctor.TerminalReset;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.hooks.HookCommands;
import dev.jackdaw.cli.init.InitCommand;
import dev.jackdaw.cli.keys.KeyCommands;
import dev.jackdaw.cli.keys.UserKeys;
import dev.jackdaw.cli.lsp.Held;
import dev.jackdaw.cli.lsp.LanguageHosting;
import dev.jackdaw.cli.lsp.LspCommands;
import dev.jackdaw.cli.mcp.Hosting;
import dev.jackdaw.cli.mcp.McpCommands;
import dev.jackdaw.cli.memory.MemoryCommands;
import dev.jackdaw.cli.memory.UserMemory;
import dev.jackdaw.cli.models.ModelCommand;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Command;
import dev.jackdaw.cli.options.Completion;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Help;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.options.UsageException;
import dev.jackdaw.cli.permissions.PermissionCommands;
import dev.jackdaw.cli.plugins.PluginCommands;
import dev.jackdaw.cli.plugins.Plugins;
import dev.jackdaw.cli.run.Console;
import dev.jackdaw.cli.run.Questions;
import dev.jackdaw.cli.run.Stdout;
import dev.jackdaw.cli.sandbox.Confining;
import dev.jackdaw.cli.sandbox.SandboxCommand;
import dev.jackdaw.cli.sandbox.Sandboxes;
import dev.jackdaw.cli.sessions.ContextCommand;
import dev.jackdaw.cli.sessions.Screens;
import dev.jackdaw.cli.sessions.SessionCommands;
import dev.jackdaw.cli.sessions.TimelineCommand;
import dev.jackdaw.cli.settings.ImportCommand;
import dev.jackdaw.cli.settings.SettingsCommands;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.TrustCommands;
import dev.jackdaw.cli.trust.TrustStore;
import dev.jackdaw.cli.undo.UndoCommands;
import dev.jackdaw.cli.usage.UsageReport;
import dev.jackdaw.journal.Keeping;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.audit.AuditLog;
import dev.jackdaw.models.ProviderSettings;
import dev.jackdaw.models.Providers;
import dev.jackdaw.tools.shell.Launcher;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Where the program begins: reads the command line, runs the command, tells how it went. Long
 * because it is where every command is made, and each is loaded only when it is wanted.
 */
public final class Main {
  private final Environment environment = Environment.ofProcess();
  private final Console console = new Console(System.err);
  private final Stdout out = Stdout.ofProcess();

  private Main() {}

  /** Runs the program and ends the process with an {@link ExitCode}. */
  public static void main(String[] words) {
    var code = new Main().run(words);
    Runtime.getRuntime().exit(code.number());
  }

  private ExitCode run(String[] words) {
    var debug = false;
    try {
      var arguments = Arguments.parse(words);
      debug = arguments.has(Option.DEBUG);
      return run(arguments);
    } catch (UsageException e) {
      console.error(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    } catch (JackdawException e) {
      if (debug) e.printStackTrace(System.err);
      console.error(String.valueOf(e.getMessage()));
      return ExitCode.of(e);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    } catch (RuntimeException | Error e) {
      System.getLogger("dev.jackdaw.cli").log(System.Logger.Level.ERROR, "bug", e);
      console.error("this is a bug in Jackdaw: " + e + ". The log has the details.");
      if (debug) e.printStackTrace(System.err);
      return ExitCode.FAILED;
    }
  }

  private ExitCode run(Arguments arguments) throws InterruptedException {
    if (arguments.has(Option.HELP)) return help(arguments.command());
    if (arguments.has(Option.VERSION)) {
      out.line("jackdaw " + Version.current());
      return ExitCode.DONE;
    }
    return switch (arguments.command()) {
      case RUN -> new RunCommand(environment, directories(), console, out).run(arguments);
      case ACP -> acp(arguments);
      case MCP_SERVE -> new ServeCommand(environment, directories(), console).run(arguments);
      case DEMO -> demo(arguments);
      case SESSIONS_LIST -> sessions(arguments, SessionCommands::list);
      case SESSIONS_SHOW ->
          arguments.has(Option.TIMELINE)
              ? timeline(arguments)
              : arguments.has(Option.CONTEXT)
                  ? context(arguments)
                  : sessions(arguments, SessionCommands::show);
      case SESSIONS_SEARCH -> sessions(arguments, SessionCommands::search);
      case SESSIONS_EXPORT -> sessions(arguments, SessionCommands::export);
      case SESSIONS_DELETE -> sessions(arguments, SessionCommands::delete);
      case UNDO -> undo(arguments).undo(arguments);
      case REDO -> undo(arguments).redo(arguments);
      case MODELS -> models(arguments);
      case AGENTS_LIST -> agents(arguments);
      case INIT -> init(arguments);
      case PLUGIN_LIST -> plugins(commands -> commands.list(arguments.has(Option.JSON)));
      case PLUGIN_SHOW -> plugins(commands -> commands.show(arguments.operands().getFirst()));
      case PLUGIN_INSTALL ->
          approval(commands ->
              commands.install(arguments.operands().getFirst(), arguments.text(Option.DIGEST)));
      case PLUGIN_UPDATE ->
          approval(commands ->
              commands.update(arguments.operands().getFirst(), arguments.text(Option.DIGEST)));
      case PLUGIN_REMOVE -> plugins(commands -> commands.remove(arguments.operands().getFirst()));
      case MCP_LIST,
          MCP_GET,
          MCP_ADD,
          MCP_ADD_JSON,
          MCP_REMOVE,
          MCP_TEST,
          MCP_APPROVE,
          MCP_LOGIN,
          MCP_LOGOUT,
          MCP_IMPORT ->
          servers(arguments);
      case LSP_LIST, LSP_TEST -> languages(arguments);
      case MEMORY_LIST -> memory(arguments, MemoryCommands::list);
      case MEMORY_LINT -> memory(arguments, MemoryCommands::lint);
      case MEMORY_SHOW -> memory(arguments, MemoryCommands::show);
      case PERMISSIONS_EXPLAIN -> permissions().explain(arguments, writer());
      case PERMISSIONS_CHECK -> permissions().check(arguments, System.in, writer());
      case PERMISSIONS_TEST -> permissions().test(arguments, writer());
      case PERMISSIONS_REPLAY -> permissions().replay(arguments, writer());
      case SANDBOX_RUN -> sandboxed(arguments);
      case TRUST_SHOW -> trust(arguments, TrustCommands::show);
      case TRUST_REMOVE -> trust(arguments, TrustCommands::remove);
      case SETTINGS_LIST -> settings(commands -> commands.list(arguments));
      case SETTINGS_EXPLAIN -> settings(commands -> commands.explain(arguments));
      case SETTINGS_SCHEMA -> settings(SettingsCommands::schema);
      case SETTINGS_IMPORT -> imported(arguments);
      case HOOKS_LIST -> hooks(arguments);
      case HOOKS_TEST -> hooks(arguments);
      case KEYS_LIST -> keys(KeyCommands::list);
      case KEYS_SET -> keys(keys -> keys.set(arguments.operands().getFirst(), System.in));
      case KEYS_REMOVE -> keys(keys -> keys.remove(arguments.operands().getFirst()));
      case AUDIT_SHOW -> audit().show(arguments);
      case AUDIT_VERIFY -> audit().verify();
      case USAGE -> usage(arguments);
      case DOCTOR -> doctor(arguments);
      case COMPLETION -> {
        out.print(Completion.script(arguments.operands().getFirst()));
        yield ExitCode.DONE;
      }
      case HELP_COMMAND -> {
        out.print(Help.of(arguments.operands(), columns()));
        yield ExitCode.DONE;
      }
    };
  }

  /** One of the commands about sessions. */
  private interface SessionCommand {
    void run(SessionCommands commands, Arguments arguments, PrintWriter writer);
  }

  private ExitCode sessions(Arguments arguments, SessionCommand command) {
    var clock = InstantSource.system();
    var commands =
        new SessionCommands(
            new Sessions(directories().state(), clock),
            clock,
            ZoneId.systemDefault(),
            environment.directory(),
            columns());
    var writer = writer();
    command.run(commands, arguments, writer);
    return written(writer);
  }

  private ExitCode timeline(Arguments arguments) {
    var sessions = new Sessions(directories().state(), InstantSource.system());
    var screen = Screens.of(environment, arguments);
    var writer = writer();
    var redactor = Redactor.forSharing(environment.variables());
    new TimelineCommand(sessions, ZoneId.systemDefault(), environment.directory(), screen, redactor)
        .show(arguments, writer);
    return written(writer);
  }

  private ExitCode context(Arguments arguments) {
    var sessions = new Sessions(directories().state(), InstantSource.system());
    var writer = writer();
    new ContextCommand(sessions, environment.directory()).show(arguments, writer);
    return written(writer);
  }

  private PermissionCommands permissions() {
    return new PermissionCommands(environment, directories());
  }

  private ExitCode trust(Arguments arguments, Consumer<TrustCommands> command) {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var folder = CanonicalPath.of(environment.directory());
    var store = new TrustStore(directories().state());
    var writer = writer();
    command.accept(new TrustCommands(Inventory.of(folder, settings), store, writer));
    return written(writer);
  }

  /** The exit status is the command's own, which may be any number. */
  private ExitCode sandboxed(Arguments arguments) throws InterruptedException {
    var command =
        new SandboxCommand(
            new Confining(environment, directories()),
            environment.variables(),
            environment.directory(),
            console::progress);
    Runtime.getRuntime().exit(command.run(arguments));
    return ExitCode.DONE;
  }

  private ExitCode settings(Consumer<SettingsCommands> command) {
    var writer = writer();
    var reader = new SettingsReader(environment, directories());
    var redactor = Redactor.forSharing(environment.variables());
    command.accept(new SettingsCommands(reader, redactor, writer));
    return written(writer);
  }

  private ExitCode imported(Arguments arguments) {
    var writer = writer();
    var reader = new SettingsReader(environment, directories());
    new ImportCommand(environment, reader, writer).run(arguments);
    return written(writer);
  }

  private ExitCode hooks(Arguments arguments) throws InterruptedException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    for (var warning : settings.warnings()) console.progress("jackdaw: " + warning);
    var wiring = new Wiring(environment, directories(), settings, InstantSource.system());
    var trusted = arguments.has(Option.TRUST) || wiring.trust().isGiven();
    var writer = writer();
    var commands = new HookCommands(settings.hooks(), trusted, writer);
    if (arguments.command() == Command.HOOKS_LIST) {
      commands.list(arguments.has(Option.JSON));
    } else {
      commands.test(arguments, wiring.hookPlace(trusted, console::progress));
    }
    return written(writer);
  }

  private ExitCode keys(Consumer<KeyCommands> command) {
    var writer = writer();
    var stored = UserKeys.stored(environment, directories());
    command.accept(new KeyCommands(stored, Providers.services(), writer));
    return written(writer);
  }

  private ExitCode acp(Arguments arguments) throws InterruptedException {
    var login = arguments.text(Option.LOGIN);
    if (login.isPresent()) return keys(keys -> keys.set(login.get(), System.in));
    return new AcpCommand(environment, directories(), console).run(arguments);
  }

  private UndoCommands undo(Arguments arguments) {
    return new UndoCommands(
        new Sessions(directories().state(), InstantSource.system()),
        environment.directory(),
        ZoneId.systemDefault(),
        writer(),
        () -> keeping(arguments),
        (session, folder) -> looks(arguments, session, folder));
  }

  private Checkpoints looks(Arguments arguments, SessionId session, Path folder)
      throws IOException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var sessions = new Sessions(directories().state(), InstantSource.system());
    return Wiring.checkpoints(
        settings.undo(),
        sessions.checkpoints(folder),
        session,
        Workspace.of(folder),
        directories(),
        InstantSource.system());
  }

  private Keeping keeping(Arguments arguments) {
    return new SettingsReader(environment, directories()).read(arguments).undo().keeping();
  }

  private AuditCommands audit() {
    return new AuditCommands(new AuditLog(directories().state(), directories().config()), writer());
  }

  private ExitCode usage(Arguments arguments) {
    var clock = InstantSource.system();
    var days = arguments.count(Option.DAYS).orElse(UsageReport.DAYS);
    var writer = writer();
    var sessions = new Sessions(directories().state(), clock);
    UsageReport.of(sessions, days, clock, ZoneId.systemDefault())
        .print(arguments.has(Option.JSON), writer);
    return written(writer);
  }

  private static PrintWriter writer() {
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 65_536);
    return new PrintWriter(out, false, StandardCharsets.UTF_8);
  }

  /** A reader that went away, as {@code head} does, is told in the exit code. */
  private ExitCode written(PrintWriter writer) {
    if (!writer.checkError()) return ExitCode.DONE;
    console.error("standard output was closed before everything was written");
    return ExitCode.FAILED;
  }

  private ExitCode doctor(Arguments arguments) throws InterruptedException {
    if (arguments.has(Option.RESET_TERMINAL)) {
      return TerminalReset.run(writer(), console::error);
    }
    var providers = providers(arguments);
    var writer = writer();
    return new Doctor(environment, directories(), providers::check, providers::extensions)
        .run(arguments, writer);
  }

  /** What is wrong with the settings must not keep anybody from finding out the rest. */
  private Providers providers(Arguments arguments) {
    var clock = InstantSource.system();
    try {
      var settings = new SettingsReader(environment, directories()).read(arguments);
      return new Wiring(environment, directories(), settings, clock).models().providers();
    } catch (JackdawException e) {
      console.error(String.valueOf(e.getMessage()));
      var plain = ProviderSettings.of(environment.variables(), Version.current());
      return new Providers(plain, clock, new Random());
    }
  }

  private ExitCode models(Arguments arguments) throws InterruptedException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var wiring = new Wiring(environment, directories(), settings, InstantSource.system());
    var writer = writer();
    var small = settings.models().small().map(setting -> setting.value());
    new ModelCommand(wiring.models().providers(), small, columns()).list(arguments, writer);
    return written(writer);
  }

  private ExitCode agents(Arguments arguments) {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var trusted =
        arguments.has(Option.TRUST)
            || new Wiring(environment, directories(), settings, InstantSource.system())
                .trust()
                .isGiven();
    var plugins = Plugins.read(directories().state());
    var places = new Places(environment, directories(), plugins::places);
    var catalog = new AgentFiles(places).read(arguments.text(Option.AGENTS), trusted);
    var command = new AgentCommand(catalog, columns());
    var writer = writer();
    if (arguments.has(Option.JSON)) command.printJson(writer);
    else command.print(writer);
    return written(writer);
  }

  /** One of the commands about plugins. */
  private interface PluginCommand {
    void run(PluginCommands commands) throws InterruptedException;
  }

  /** One that puts a plugin into force, or not. */
  private interface PluginApproval {
    boolean run(PluginCommands commands) throws InterruptedException;
  }

  private ExitCode plugins(PluginCommand command) throws InterruptedException {
    var writer = writer();
    command.run(pluginCommands(writer));
    return written(writer);
  }

  private ExitCode approval(PluginApproval command) throws InterruptedException {
    var writer = writer();
    var approved = command.run(pluginCommands(writer));
    return written(writer) == ExitCode.DONE && approved ? ExitCode.DONE : ExitCode.BLOCKED;
  }

  private PluginCommands pluginCommands(PrintWriter writer) {
    var directories = directories();
    return new PluginCommands(
        environment, directories, CommandBook.taken(), Questions::agreed, writer);
  }

  private ExitCode init(Arguments arguments) {
    var writer = writer();
    var existing =
        arguments.has(Option.FORCE) ? InitCommand.Existing.REPLACED : InitCommand.Existing.KEPT;
    new InitCommand(environment.directory(), writer).run(existing, arguments.has(Option.DRY_RUN));
    return written(writer);
  }

  /** {@code jackdaw mcp …}: those of the client; {@code mcp serve} is a command of its own. */
  private ExitCode servers(Arguments arguments) throws InterruptedException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var wiring = new Wiring(environment, directories(), settings, InstantSource.system());
    var trusted = arguments.has(Option.TRUST) || wiring.trust().isGiven();
    var hosting =
        new Hosting(
            environment,
            directories(),
            settings,
            wiring.workspace(),
            Version.current(),
            new Redactor(environment.variables()));
    var writer = writer();
    var sandboxes = wiring.sandboxes(trusted, console::progress);
    var launcher = sandboxes.map(Sandboxes::plain).orElse(Launcher.unconfined());
    ExitCode code;
    try {
      code =
          new McpCommands(
                  environment,
                  directories(),
                  settings,
                  hosting,
                  new Hosting.Starters(launcher),
                  trusted,
                  writer)
              .run(arguments);
    } finally {
      sandboxes.ifPresent(Sandboxes::close);
    }
    return written(writer) == ExitCode.DONE ? code : ExitCode.FAILED;
  }

  /** {@code jackdaw lsp …}. */
  private ExitCode languages(Arguments arguments) throws InterruptedException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var wiring = new Wiring(environment, directories(), settings, InstantSource.system());
    var hosting =
        new LanguageHosting(
            environment,
            directories(),
            wiring.workspace(),
            settings.languages(),
            Version.current());
    var writer = writer();
    var trusted = arguments.has(Option.TRUST) || wiring.trust().isGiven();
    var commands = new LspCommands(environment, settings.languages(), hosting, trusted, writer);
    if (arguments.command() == Command.LSP_LIST) {
      var code = commands.list(arguments);
      return written(writer) == ExitCode.DONE ? code : ExitCode.FAILED;
    }
    var sandboxes = wiring.sandboxes(trusted, console::progress);
    try {
      var code =
          commands.test(
              arguments, new Held(environment, sandboxes, trusted, Launcher.unconfined()));
      return written(writer) == ExitCode.DONE ? code : ExitCode.FAILED;
    } finally {
      sandboxes.ifPresent(Sandboxes::close);
    }
  }

  private ExitCode memory(
      Arguments arguments, BiFunction<MemoryCommands, Arguments, ExitCode> command)
      throws InterruptedException {
    var settings = new SettingsReader(environment, directories()).read(arguments);
    var wiring = new Wiring(environment, directories(), settings, InstantSource.system());
    var writer = writer();
    var commands =
        new MemoryCommands(
            wiring.workspace().directory(),
            UserMemory.folders(environment, directories()),
            arguments.has(Option.TRUST) || wiring.trust().isGiven(),
            wiring.memoryTokens(),
            modelIfAny(wiring),
            columns(),
            writer);
    var code = command.apply(commands, arguments);
    return written(writer) == ExitCode.DONE ? code : ExitCode.FAILED;
  }

  /** Memory files can be looked at without a model; window and price are then not known. */
  private static Optional<ModelInfo> modelIfAny(Wiring wiring) throws InterruptedException {
    try {
      return Optional.of(wiring.models().model().info());
    } catch (JackdawException _) {
      return Optional.empty();
    }
  }

  private Directories directories() {
    return Directories.of(environment, console::progress);
  }

  private ExitCode help(Command command) {
    out.print(Help.of(command, columns()));
    return ExitCode.DONE;
  }

  private int columns() {
    var given = environment.variable("COLUMNS").orElse("");
    try {
      return Math.clamp(Integer.parseInt(given), 40, 120);
    } catch (NumberFormatException _) {
      return 100;
    }
  }

  private ExitCode demo(Arguments arguments) throws InterruptedException {
    var writer = writer();
    var demo = new Demo(environment, Path.of(System.getProperty("java.home")), writer);
    return demo.run(arguments, new DemoAgent(environment, directories(), console, writer)::work);
  }
}
