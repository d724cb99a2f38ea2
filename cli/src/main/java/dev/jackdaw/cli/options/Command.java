package dev.jackdaw.cli.options;

import static dev.jackdaw.cli.options.Option.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every command, with its options and operands. A new command is a new constant here; the compiler
 * then finds the switch that must run it. Long because it is one table.
 */
@SuppressWarnings("ImmutableEnumChecker") // the collections are never changed
public enum Command {
  /** A session: interactive, or headless with {@code --print}. */
  RUN(
      "",
      Operands.upTo(1, "PROMPT"),
      "Start a session in this folder, interactive unless --print is given.",
      Group.SESSION,
      CONTINUE,
      RESUME,
      FORK_SESSION,
      SESSION_ID,
      PRINT,
      OUTPUT_FORMAT,
      INPUT_FORMAT,
      INCLUDE_PARTIAL_MESSAGES,
      JSON_SCHEMA,
      PLAIN,
      VERBOSE,
      RECORD,
      REPLAY,
      NO_HOOKS,
      VERSION),
  ACP(
      "acp",
      Operands.NONE,
      "Serve an editor over the Agent Client Protocol, on standard input and output.",
      Group.SESSION,
      LOGIN),
  MCP_SERVE(
      "mcp serve",
      Operands.NONE,
      "Serve Jackdaw's tools and whole tasks to MCP clients, on standard input and output.",
      Group.SESSION,
      HTTP),
  SESSIONS_LIST("sessions list", Operands.NONE, "List the sessions, latest first.", JSON),
  SESSIONS_SHOW(
      "sessions show",
      Operands.exactly("ID"),
      "Print a session as text, or when what ran in it.",
      TIMELINE,
      HTML,
      PLAIN,
      JSON),
  SESSIONS_SEARCH(
      "sessions search", Operands.atLeastOne("TEXT"), "Find the sessions that hold these words."),
  SESSIONS_EXPORT(
      "sessions export",
      Operands.exactly("ID"),
      "Write a session as JSON, Markdown or HTML.",
      FORMAT,
      OUTPUT),
  SESSIONS_DELETE("sessions delete", Operands.atLeastOne("ID"), "Delete sessions for good."),
  UNDO(
      "undo",
      Operands.upTo(100, "STEP"),
      "Take back what a step of a session changed: the last one, or those named.",
      SESSION,
      TO_STEP,
      ALL,
      DRY_RUN,
      SKIP_CONFLICTS,
      LIST,
      PRUNE,
      JSON),
  REDO(
      "redo",
      Operands.upTo(100, "STEP"),
      "Do an undone step again: the first one, or those named.",
      SESSION,
      TO_STEP,
      ALL,
      DRY_RUN,
      SKIP_CONFLICTS,
      JSON),
  DEMO(
      "demo",
      Operands.NONE,
      "Repair a small project for real, offline, with a scripted model.",
      KEEP,
      DIR),
  MODELS(
      "models",
      Operands.upTo(1, "TEXT"),
      "List the models: window, price, features, whether the key is there.",
      Group.SOURCES,
      JSON),
  AGENTS_LIST(
      "agents",
      Operands.NONE,
      "List the kinds of sub-agents, where each comes from, and what is wrong with files.",
      Group.SOURCES,
      AGENTS,
      TRUST,
      JSON),
  INIT(
      "init",
      Operands.NONE,
      "Write AGENTS.md from what the repository's files say; one that is there is kept.",
      FORCE,
      DRY_RUN),
  PLUGIN_LIST("plugin list", Operands.NONE, "List the plugins: source, commit, digest.", JSON),
  PLUGIN_SHOW(
      "plugin show",
      Operands.exactly("NAME|SOURCE"),
      "Show all that a plugin would switch on, approved or not."),
  PLUGIN_INSTALL(
      "plugin install",
      Operands.exactly("SOURCE"),
      "Get a plugin from a folder or git repository, show it, put it into force if you agree.",
      DIGEST),
  PLUGIN_UPDATE(
      "plugin update",
      Operands.exactly("NAME"),
      "Get a plugin again, show what is different, put it into force if you agree.",
      DIGEST),
  PLUGIN_REMOVE("plugin remove", Operands.exactly("NAME"), "Take a plugin away."),
  MCP_LIST(
      "mcp list",
      Operands.NONE,
      "List the MCP servers, where each comes from, and what is wrong with entries.",
      Group.SERVERS,
      JSON),
  MCP_GET(
      "mcp get",
      Operands.exactly("NAME"),
      "Show how an MCP server is configured, and what was approved of it.",
      Group.SERVERS,
      JSON),
  MCP_ADD(
      "mcp add",
      Operands.atLeastOne("NAME COMMAND-OR-URL"),
      "Add an MCP server: a name, then a command with its arguments behind --, or an address.",
      SCOPE,
      TRANSPORT,
      ENV,
      HEADER),
  MCP_ADD_JSON(
      "mcp add-json",
      Operands.between(2, 2, "NAME JSON"),
      "Add an MCP server as an entry of .mcp.json.",
      SCOPE),
  MCP_REMOVE("mcp remove", Operands.exactly("NAME"), "Remove an MCP server.", SCOPE),
  MCP_TEST(
      "mcp test",
      Operands.exactly("NAME-OR-URL"),
      "Start an MCP server and say what it offers.",
      Group.SERVERS,
      JSON),
  MCP_APPROVE(
      "mcp approve",
      Operands.exactly("NAME"),
      "Show what an MCP server offers now beside what was approved, and approve it.",
      Group.SERVERS),
  MCP_LOGIN(
      "mcp login",
      Operands.exactly("NAME"),
      "Log in to an MCP server with the browser.",
      Group.SERVERS),
  MCP_LOGOUT(
      "mcp logout", Operands.exactly("NAME"), "Forget the login to an MCP server.", Group.SERVERS),
  MCP_IMPORT(
      "mcp import",
      Operands.exactly("FILE"),
      "Add the MCP servers of another agent's file, and list what could not be taken over.",
      FROM,
      SCOPE,
      DRY_RUN),
  LSP_LIST(
      "lsp list",
      Operands.NONE,
      "List the language servers that are known or configured, and which are found.",
      Group.SOURCES,
      JSON),
  LSP_TEST(
      "lsp test",
      Operands.exactly("FILE"),
      "Start the language server for a file and show what it says of it.",
      Group.SOURCES,
      TRUST,
      JSON),
  MEMORY_LIST(
      "memory list",
      Operands.upTo(100, "PATH"),
      "List the memory files that are in force, or would be once the agent works on these paths.",
      Group.SOURCES,
      MODEL,
      TRUST,
      JSON),
  MEMORY_LINT(
      "memory lint",
      Operands.upTo(100, "PATH"),
      "Show the sections of memory files: what becomes of each, what it costs, what is wrong.",
      Group.SOURCES,
      MODEL,
      STRICT,
      JSON),
  MEMORY_SHOW(
      "memory show",
      Operands.exactly("PATH"),
      "Print a memory file as the model sees it.",
      Group.SOURCES,
      MODEL),
  PERMISSIONS_EXPLAIN(
      "permissions explain",
      Operands.atLeastOne("CALL"),
      "Say what would be decided on a call such as 'Bash(git push)', and why.",
      Group.RULES,
      ADD_DIR,
      JSON),
  PERMISSIONS_CHECK(
      "permissions check",
      Operands.NONE,
      "Decide calls given as JSON lines on standard input, a line each.",
      Group.RULES,
      ADD_DIR),
  PERMISSIONS_TEST(
      "permissions test",
      Operands.NONE,
      "Try the examples that settings keep beside their rules.",
      Group.RULES,
      ADD_DIR),
  PERMISSIONS_REPLAY(
      "permissions replay",
      Operands.atLeastOne("SESSION"),
      "Decide the calls of old sessions by today's rules: what would differ.",
      Group.RULES),
  SANDBOX_RUN(
      "sandbox",
      Operands.atLeastOne("COMMAND"),
      "Run a command confined as the agent's commands are; its exit status is passed on.",
      BACKEND,
      PROFILE,
      ALLOW_DOMAIN,
      WORKSPACE),
  TRUST_SHOW(
      "trust show",
      Operands.NONE,
      "Say whether this folder is trusted, and what that switches on.",
      Group.SOURCES),
  TRUST_REMOVE("trust remove", Operands.NONE, "Take the trust in this folder back."),
  SETTINGS_LIST(
      "settings list",
      Operands.NONE,
      "List what settings say, where each is from, and what counts.",
      Group.SOURCES,
      JSON),
  SETTINGS_EXPLAIN(
      "settings explain",
      Operands.exactly("KEY"),
      "Say what a setting is, every place that sets it, which counts and why.",
      Group.SOURCES),
  SETTINGS_SCHEMA(
      "settings schema", Operands.NONE, "Print the JSON Schema of settings files, for editors."),
  SETTINGS_IMPORT(
      "settings import",
      Operands.upTo(1, "FILE"),
      "Take over settings of another agent; ~/.claude/settings.json when no file is named.",
      DRY_RUN),
  HOOKS_LIST(
      "hooks list",
      Operands.NONE,
      "List the hooks that are configured, where each is from, and whether it is run.",
      Group.SOURCES,
      TRUST,
      NO_HOOKS,
      JSON),
  HOOKS_TEST(
      "hooks test",
      Operands.exactly("EVENT"),
      "Run the hooks of an event, such as PreToolUse, on a sample of it, and say what follows.",
      Group.SOURCES,
      TOOL,
      INPUT,
      TRUST,
      SANDBOX,
      REQUIRE_SANDBOX),
  KEYS_LIST("keys list", Operands.NONE, "Say whose keys Jackdaw keeps, and where."),
  KEYS_SET(
      "keys set",
      Operands.exactly("PROVIDER"),
      "Keep a provider's key, typed unseen or piped in, in the system's key store or a file."),
  KEYS_REMOVE("keys remove", Operands.exactly("PROVIDER"), "Forget a provider's key."),
  AUDIT_SHOW(
      "audit show",
      Operands.upTo(1, "SESSION"),
      "Print what was decided, of all sessions or of one.",
      JSON),
  AUDIT_VERIFY(
      "audit verify", Operands.NONE, "Check that nothing in the record of decisions was changed."),
  USAGE("usage", Operands.NONE, "Sum up tokens and money by day, model and project.", DAYS, JSON),
  DOCTOR(
      "doctor",
      Operands.NONE,
      "Say what this machine can do, and what to fix.",
      JSON,
      RESET_TERMINAL),
  COMPLETION(
      "completion",
      Operands.oneOf("SHELL", "bash", "zsh", "fish"),
      "Print a completion script for a shell."),
  HELP_COMMAND("help", Operands.upTo(2, "COMMAND"), "Explain a command.");

  private static final Set<Option> GENERAL = EnumSet.of(DEBUG, NO_COLOR, HELP);

  private final String words;
  private final Operands operands;
  private final String summary;
  private final EnumSet<Option> options;

  Command(String words, Operands operands, String summary, Option... own) {
    this.words = words;
    this.operands = operands;
    this.summary = summary;
    this.options = EnumSet.of(DEBUG, NO_COLOR, HELP);
    for (var option : own) options.add(option);
  }

  Command(String words, Operands operands, String summary, Group shared, Option... own) {
    this(words, operands, summary, own);
    options.addAll(shared.options);
  }

  /** Options that several commands take together. */
  private enum Group {
    /** Which settings files count. */
    SOURCES(SETTINGS, SETTING_SOURCES),
    /** Which MCP servers there are. */
    SERVERS(TRUST, MCP_CONFIG, STRICT_MCP_CONFIG, SETTINGS, SETTING_SOURCES),
    /** What is decided on calls. */
    RULES(
        PERMISSION_MODE,
        ALLOWED_TOOLS,
        DISALLOWED_TOOLS,
        TRUST,
        SANDBOX,
        SETTINGS,
        SETTING_SOURCES),
    /** What any session can be told. */
    SESSION(
        MODEL,
        FALLBACK_MODEL,
        SMALL_MODEL,
        EFFORT,
        MAX_TURNS,
        MAX_COST,
        MAX_TIME,
        MAX_TOKENS_TOTAL,
        MAX_CALLS,
        LOOP_DETECTION,
        CONTEXT_PROFILE,
        PERMISSION_MODE,
        ALLOWED_TOOLS,
        DISALLOWED_TOOLS,
        TOOLS,
        ADD_DIR,
        TRUST,
        SANDBOX,
        REQUIRE_SANDBOX,
        UNDO_MODE,
        TRANSACTIONAL,
        TRANSACTIONAL_KEEP,
        DANGEROUSLY_SKIP_PERMISSIONS,
        SETTINGS,
        SETTING_SOURCES,
        AGENTS,
        MCP_CONFIG,
        STRICT_MCP_CONFIG,
        SYSTEM_PROMPT,
        APPEND_SYSTEM_PROMPT);

    private final List<Option> options;

    Group(Option... options) {
      this.options = List.of(options);
    }
  }

  /** What stands on a command line beside options. */
  record Operands(int least, int most, String name, List<String> values) {
    static final Operands NONE = new Operands(0, 0, "", List.of());

    static Operands exactly(String name) {
      return new Operands(1, 1, name, List.of());
    }

    static Operands upTo(int most, String name) {
      return new Operands(0, most, name, List.of());
    }

    static Operands atLeastOne(String name) {
      return new Operands(1, Integer.MAX_VALUE, name, List.of());
    }

    static Operands between(int least, int most, String name) {
      return new Operands(least, most, name, List.of());
    }

    static Operands oneOf(String name, String... values) {
      return new Operands(1, 1, name, List.of(values));
    }

    /** Returns them as a line of usage shows them. */
    String usage() {
      if (most == 0) return "";
      var shown = values.isEmpty() ? name : String.join("|", values);
      if (most > 1) shown += "...";
      return least == 0 ? "[" + shown + "]" : shown;
    }
  }

  /** Returns what users type behind {@code jackdaw}; empty for a session. */
  public String words() {
    return words;
  }

  /** Returns the whole of what users type. */
  String typed() {
    return words.isEmpty() ? "jackdaw" : "jackdaw " + words;
  }

  Operands operands() {
    return operands;
  }

  String summary() {
    return summary;
  }

  /** Returns the options it takes, the general ones included, in the order of the table. */
  Set<Option> options() {
    return EnumSet.copyOf(options);
  }

  boolean takes(Option option) {
    return options.contains(option);
  }

  /** Returns whether every command takes the option. */
  static boolean isGeneral(Option option) {
    return GENERAL.contains(option);
  }

  /** Returns the first word, which a group of commands shares. */
  String group() {
    var space = words.indexOf(' ');
    return space < 0 ? words : words.substring(0, space);
  }

  /** Returns the word behind the group's, or an empty text. */
  String verb() {
    var space = words.indexOf(' ');
    return space < 0 ? "" : words.substring(space + 1);
  }

  /** Returns the commands with that first word; the first of them is meant by the word alone. */
  static List<Command> inGroup(String group) {
    var found = new ArrayList<Command>();
    for (var command : values()) {
      if (!command.words.isEmpty() && command.group().equals(group)) found.add(command);
    }
    return found;
  }

  /** Returns the command of exactly these words. */
  static Optional<Command> named(String words) {
    for (var command : values()) {
      if (command.words.equals(words)) return Optional.of(command);
    }
    return Optional.empty();
  }
}
