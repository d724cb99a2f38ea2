package dev.jackdaw.cli.options;

import static dev.jackdaw.cli.options.ValueKind.*;

import java.util.List;

/**
 * Every option there is. Parsing, help, completion and docs/cli.md derive from this table; which
 * command takes which is said in {@link Command}. Long because it is one table.
 */
@SuppressWarnings("ImmutableEnumChecker") // the collections are never changed
public enum Option {
  CONTINUE("--continue", 'c', FLAG, "", Section.SESSION, "Continue this folder's latest session."),
  RESUME(
      "--resume",
      'r',
      OPTIONAL_SESSION,
      "[ID]",
      Section.SESSION,
      "Resume a session by its id or title; without one, choose from a list."),
  FORK_SESSION(
      "--fork-session",
      Section.SESSION,
      "With --continue or --resume: go on in a copy and leave the original as it is."),
  SESSION_ID(
      "--session-id",
      NEW_SESSION,
      "ID",
      Section.SESSION,
      "Give the new session this id: 1 to 64 letters, digits, '-' or '_'."),

  PRINT(
      "--print",
      'p',
      FLAG,
      "",
      Section.OUTPUT,
      "Do the task without a screen, print the result, exit. Standard input is part of the"
          + " prompt."),
  OUTPUT_FORMAT(
      "--output-format",
      CHOICE,
      "FORMAT",
      Section.OUTPUT,
      "With --print: the result as text, as one JSON object, or every event as a line of JSON.",
      "text",
      "json",
      "stream-json"),
  INPUT_FORMAT(
      "--input-format",
      CHOICE,
      "FORMAT",
      Section.OUTPUT,
      "With --print: standard input is text, or one user message per line of JSON.",
      "text",
      "stream-json"),
  INCLUDE_PARTIAL_MESSAGES(
      "--include-partial-messages",
      Section.OUTPUT,
      "With --output-format stream-json: also pieces of replies, as they arrive."),
  JSON_SCHEMA(
      "--json-schema",
      FILE_OR_JSON,
      "SCHEMA",
      Section.OUTPUT,
      "With --print: the result must satisfy this JSON Schema, a file or the schema itself."),
  PLAIN(
      "--plain",
      Section.OUTPUT,
      "Print line after line and never move the cursor, as for a screen reader; so does"
          + " JACKDAW_PLAIN=1. With --timeline: draw with ASCII characters only."),
  VERBOSE("--verbose", Section.OUTPUT, "With --print: show every call and its result on stderr."),

  MODEL(
      "--model",
      TEXT,
      "MODEL",
      Section.MODEL,
      "The model, as provider/name, a name alone or an alias.",
      "anthropic/",
      "openai/",
      "openai-chat/",
      "gemini/",
      "ollama/",
      "scripted/"),
  FALLBACK_MODEL(
      "--fallback-model",
      NAMES,
      "MODELS",
      Section.MODEL,
      "Go on with these, in order, when the model fails: overloaded, unreachable, unknown, no"
          + " quota."),
  SMALL_MODEL(
      "--small-model",
      TEXT,
      "MODEL",
      Section.MODEL,
      "The model for small jobs beside the task in a terminal, such as the session's title; off for"
          + " none.",
      "off"),
  EFFORT(
      "--effort",
      CHOICE,
      "LEVEL",
      Section.MODEL,
      "How hard the model should think, as far as it has the level.",
      "minimal",
      "low",
      "medium",
      "high",
      "xhigh",
      "max"),
  MAX_TURNS("--max-turns", COUNT, "N", Section.MODEL, "Stop after this many turns; exit code 4."),
  MAX_COST(
      "--max-cost",
      DOLLARS,
      "USD",
      Section.MODEL,
      "Stop between turns once this is spent, in US dollars; exit code 4."),
  MAX_TIME(
      "--max-time",
      DURATION,
      "TIME",
      Section.MODEL,
      "Stop after this long, such as 90s, 10m or 1h30m; exit code 4."),
  MAX_TOKENS_TOTAL(
      "--max-tokens-total",
      TOKENS,
      "N",
      Section.MODEL,
      "Stop between turns once prompts and replies took so many tokens, such as 500k or 2M; exit"
          + " code 4."),
  MAX_CALLS(
      "--max-calls",
      COUNT,
      "N",
      Section.MODEL,
      "Make so many tool calls and no more, then stop; exit code 4."),
  LOOP_DETECTION(
      "--loop-detection",
      CHOICE,
      "MODE",
      Section.MODEL,
      "Whether a task that goes in circles is stopped, exit code 4; on when not given.",
      "on",
      "off"),

  CONTEXT_PROFILE(
      "--context-profile",
      CHOICE,
      "PROFILE",
      Section.MODEL,
      "How eagerly the older part of a conversation is folded; balanced when not given.",
      "frugal",
      "balanced",
      "verbatim"),

  RECORD(
      "--record",
      FILE,
      "FILE",
      Section.MODEL,
      "Keep the traffic with the model in this file, which must not exist, without secrets."),
  REPLAY(
      "--replay",
      FILE,
      "FILE",
      Section.MODEL,
      "Answer from a recorded file instead of a model; a request that differs ends the run."),

  PERMISSION_MODE(
      "--permission-mode",
      CHOICE,
      "MODE",
      Section.PERMISSIONS,
      "How much may be done without asking.",
      "default",
      "acceptEdits",
      "plan",
      "dontAsk",
      "bypassPermissions"),
  ALLOWED_TOOLS(
      "--allowedTools",
      "--allowed-tools",
      RULES,
      "RULES",
      Section.PERMISSIONS,
      "Allow these without asking, such as 'Bash(git diff:*),Edit'. Repeats, or takes commas."),
  DISALLOWED_TOOLS(
      "--disallowedTools",
      "--disallowed-tools",
      RULES,
      "RULES",
      Section.PERMISSIONS,
      "Refuse these whatever else is allowed. Repeats, or takes commas."),
  TOOLS(
      "--tools",
      NAMES,
      "NAMES",
      Section.PERMISSIONS,
      "Offer the model these tools and no others; '' offers none. Repeats, or takes commas."),
  ADD_DIR(
      "--add-dir",
      DIRECTORY,
      "DIR",
      Section.PERMISSIONS,
      "Let the session work in this folder too. Repeats."),
  TRUST(
      "--trust",
      Section.PERMISSIONS,
      "Trust the working directory, and no other, for this run: its instructions are read, its"
          + " settings' allow rules hold, its text counts as yours."),
  SANDBOX(
      "--sandbox",
      CHOICE,
      "MODE",
      Section.PERMISSIONS,
      "Confine commands: auto where this machine can, the default on Linux; off.",
      "auto",
      "off"),
  REQUIRE_SANDBOX(
      "--require-sandbox",
      CHOICE,
      "LEVEL",
      Section.PERMISSIONS,
      "Confine commands, and refuse to start where this machine cannot (exit code 6).",
      "any",
      "landlock",
      "bwrap"),
  NO_HOOKS(
      "--no-hooks",
      Section.PERMISSIONS,
      "Run no hooks of settings, but for those that are managed."),
  DANGEROUSLY_SKIP_PERMISSIONS(
      "--dangerously-skip-permissions",
      Section.PERMISSIONS,
      "Ask for nothing (--permission-mode bypassPermissions); what a rule denies stays denied."),

  UNDO_MODE(
      "--undo",
      CHOICE,
      "MODE",
      Section.SESSION,
      "Keep what calls change, so that it can be undone: on, the default; off.",
      "on",
      "off"),
  TRANSACTIONAL(
      "--transactional",
      Section.SESSION,
      "What a command writes counts when it has succeeded; when it failed, you are asked, or it is"
          + " discarded where nobody is there. Refuses to start where this machine cannot."),
  TRANSACTIONAL_KEEP(
      "--transactional-keep",
      Section.SESSION,
      "The same, but what a failed command wrote counts without a question."),
  SESSION(
      "--session",
      TEXT,
      "ID",
      Section.SESSION,
      "The session, by its id or title, in place of this folder's latest."),
  TO_STEP(
      "--to",
      TEXT,
      "STEP",
      Section.SESSION,
      "Go to how it was right after this step; 0 is the beginning."),
  ALL("--all", Section.SESSION, "All steps."),
  DRY_RUN("--dry-run", Section.SESSION, "Say what would be done, and do nothing."),
  FORCE("--force", Section.COMMAND, "Replace a file that is there; what changes is shown."),
  DIGEST(
      "--digest",
      TEXT,
      "DIGEST",
      Section.COMMAND,
      "Approve exactly this, unasked: what \"plugin show\" prints for it."),
  SKIP_CONFLICTS(
      "--skip-conflicts",
      Section.SESSION,
      "Leave files that were changed since as they are, and take the rest of the step."),
  LIST("--list", Section.SESSION, "List the steps of the session."),
  PRUNE("--prune", Section.SESSION, "Free what no step of any session needs any more."),

  SETTINGS(
      "--settings",
      FILE_OR_JSON,
      "SETTINGS",
      Section.SETTINGS,
      "Further settings, a file or the JSON itself; they override those of project and user."),
  SETTING_SOURCES(
      "--setting-sources",
      CHOICES,
      "SOURCES",
      Section.SETTINGS,
      "Read settings files from these places only.",
      "user",
      "project",
      "local"),
  AGENTS(
      "--agents",
      FILE_OR_JSON,
      "AGENTS",
      Section.SETTINGS,
      "Define sub-agents, a file or the JSON itself: '{\"reviewer\": {\"description\": …,"
          + " \"prompt\": …}}'."),
  MCP_CONFIG(
      "--mcp-config",
      FILE_OR_JSON,
      "SERVERS",
      Section.SETTINGS,
      "Further MCP servers, a file such as .mcp.json or the JSON itself."),
  STRICT_MCP_CONFIG(
      "--strict-mcp-config", Section.SETTINGS, "Use no MCP servers but those of --mcp-config."),
  SYSTEM_PROMPT(
      "--system-prompt",
      ANY_TEXT,
      "TEXT",
      Section.SETTINGS,
      "Use this text instead of Jackdaw's own system prompt."),
  APPEND_SYSTEM_PROMPT(
      "--append-system-prompt",
      TEXT,
      "TEXT",
      Section.SETTINGS,
      "Add this text behind the system prompt."),

  TOOL("--tool", TEXT, "NAME", Section.COMMAND, "The tool of the sample; Bash when not given."),
  INPUT(
      "--input",
      FILE_OR_JSON,
      "JSON",
      Section.COMMAND,
      "The input of the sample's call, a file or the JSON itself."),
  LOGIN(
      "--login",
      TEXT,
      "PROVIDER",
      Section.COMMAND,
      "Keep a key for a provider, typed on a terminal, and exit: what editors start for a login."),
  HTTP(
      "--http",
      TEXT,
      "PORT",
      Section.COMMAND,
      "Serve streamable HTTP on this port of the loopback instead, with a token; 0 for any port."),
  STRICT("--strict", Section.COMMAND, "Exit with 1 when there is something to warn of."),
  JSON("--json", Section.COMMAND, "Print JSON instead of a table."),
  RESET_TERMINAL(
      "--reset-terminal",
      Section.COMMAND,
      "Put the terminal right after a program was killed, and look at nothing."),
  DAYS("--days", COUNT, "N", Section.COMMAND, "So many days, today included; 7 when not given."),
  FORMAT(
      "--format",
      CHOICE,
      "FORMAT",
      Section.COMMAND,
      "What to write; markdown when not given.",
      "json",
      "markdown",
      "html"),
  OUTPUT(
      "--output", 'o', FILE, "FILE", Section.COMMAND, "Write to this file, which must not exist."),
  TIMELINE(
      "--timeline",
      Section.COMMAND,
      "Print when what ran, beside what, how long, with which effects, at what cost."),
  HTML(
      "--html",
      FILE,
      "FILE",
      Section.COMMAND,
      "With --timeline: write it as a page to this file, which must not exist."),
  CONTEXT(
      "--context",
      Section.COMMAND,
      "Print what the model would be shown next: system prompt, digest, conversation."),
  TURN("--turn", COUNT, "N", Section.COMMAND, "With --context: as it was before reply N."),
  OF(
      "--of",
      TEXT,
      "AGENT",
      Section.COMMAND,
      "With --context: what a sub-agent was shown, by the number --timeline gives it, such as"
          + " 1.2."),
  KEEP("--keep", Section.COMMAND, "Keep the demo's project afterwards and say where it is."),
  DIR("--dir", DIRECTORY, "DIR", Section.COMMAND, "Put the demo's project into this new folder."),

  SCOPE(
      "--scope",
      "",
      's',
      CHOICE,
      "SCOPE",
      Section.COMMAND,
      "Where the server is kept: for you here, in .mcp.json, or for you everywhere; local when not"
          + " given.",
      List.of("local", "project", "user")),
  TRANSPORT(
      "--transport",
      "",
      't',
      CHOICE,
      "KIND",
      Section.COMMAND,
      "How the server is spoken to; by an address over http, else by a command, when not given.",
      List.of("stdio", "http", "sse")),
  ENV("--env", 'e', TEXTS, "NAME=VALUE", Section.COMMAND, "A variable for the command. Repeats."),
  HEADER("--header", TEXTS, "HEADER", Section.COMMAND, "A header of requests. Repeats."),
  FROM(
      "--from",
      CHOICE,
      "AGENT",
      Section.COMMAND,
      "Whose file it is; found out by its form when not given.",
      "claude-code",
      "claude-desktop",
      "vscode",
      "cursor",
      "codex",
      "gemini",
      "windsurf",
      "opencode",
      "zed",
      "continue",
      "cline",
      "roo",
      "goose",
      "amp"),

  BACKEND(
      "--backend",
      CHOICE,
      "BACKEND",
      Section.COMMAND,
      "What confines the command; the best there is when not given.",
      "auto",
      "bwrap",
      "landlock",
      "seatbelt",
      "none"),
  PROFILE(
      "--profile",
      CHOICE,
      "PROFILE",
      Section.COMMAND,
      "What the command may write beside the workspace; nothing when not given.",
      "workspace",
      "workspace+git",
      "workspace+proxy"),
  ALLOW_DOMAIN(
      "--allow-domain",
      TEXT,
      "DOMAIN",
      Section.COMMAND,
      "Let the command reach this host. Repeats."),
  WORKSPACE(
      "--workspace",
      DIRECTORY,
      "DIR",
      Section.COMMAND,
      "The folder the command may write; the working directory when not given."),

  DEBUG("--debug", Section.GENERAL, "Show stack traces; the log has them in any case."),
  NO_COLOR("--no-color", Section.GENERAL, "Print without colour; so does NO_COLOR."),
  VERSION("--version", 'V', FLAG, "", Section.GENERAL, "Print the version and exit."),
  HELP("--help", 'h', FLAG, "", Section.GENERAL, "Print help and exit.");

  /** Stands for "no short form". */
  static final char NO_LETTER = '\0';

  private final String longName;
  private final String alias;
  private final char letter;
  private final ValueKind kind;
  private final String valueName;
  private final Section section;
  private final String help;
  private final List<String> values;

  Option(String longName, Section section, String help) {
    this(longName, "", NO_LETTER, FLAG, "", section, help, List.of());
  }

  Option(
      String longName,
      char letter,
      ValueKind kind,
      String valueName,
      Section section,
      String help) {
    this(longName, "", letter, kind, valueName, section, help, List.of());
  }

  Option(
      String longName,
      ValueKind kind,
      String valueName,
      Section section,
      String help,
      String... values) {
    this(longName, "", NO_LETTER, kind, valueName, section, help, List.of(values));
  }

  Option(
      String longName,
      String alias,
      ValueKind kind,
      String valueName,
      Section section,
      String help) {
    this(longName, alias, NO_LETTER, kind, valueName, section, help, List.of());
  }

  Option(
      String longName,
      String alias,
      char letter,
      ValueKind kind,
      String valueName,
      Section section,
      String help,
      List<String> values) {
    this.longName = longName;
    this.alias = alias;
    this.letter = letter;
    this.kind = kind;
    this.valueName = valueName;
    this.section = section;
    this.help = help;
    this.values = values;
  }

  /** Returns the name with its two dashes. */
  public String longName() {
    return longName;
  }

  /** Returns another spelling of the long name, or an empty text. */
  String alias() {
    return alias;
  }

  char letter() {
    return letter;
  }

  boolean hasLetter() {
    return letter != NO_LETTER;
  }

  public ValueKind kind() {
    return kind;
  }

  /** Returns what help calls the value; empty for a flag. */
  String valueName() {
    return valueName;
  }

  Section section() {
    return section;
  }

  String help() {
    return help;
  }

  /** Returns the allowed values of a choice; of other kinds, beginnings worth completing. */
  List<String> choices() {
    return values;
  }

  boolean isNamed(String name) {
    return longName.equals(name) || !alias.isEmpty() && alias.equals(name);
  }
}
