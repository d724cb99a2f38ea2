package dev.jackdaw.cli.settings;

import static dev.jackdaw.cli.settings.Key.Merging.*;
import static dev.jackdaw.cli.settings.Key.ProjectMay.*;
import static dev.jackdaw.cli.settings.Key.Shape.*;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every key of settings, declared once: what is known, what a project may only propose, the schema
 * and the explanations derive from this table. What a key does is in its reader.
 */
final class Keys {
  static final List<Key> ALL =
      List.of(
          key("$schema", TEXT, STRONGEST, SET, "The schema, for editors. Nothing reads it."),
          key("model", TEXT, STRONGEST, PROPOSE, "The model, as --model."),
          key("effort", CHOICE, STRONGEST, PROPOSE, "How hard the model thinks, as --effort.")
              .of("minimal", "low", "medium", "high", "xhigh", "max"),
          key("permissions.deny", RULES, ADDS, SET, "What is refused, whatever else says."),
          key("permissions.ask", RULES, ADDS, SET, "What is asked about."),
          key("permissions.allow", RULES, ADDS, PROPOSE, "What is allowed without a question."),
          key("permissions.defaultMode", CHOICE, STRONGEST, PROPOSE, "As --permission-mode.")
              .of("default", "acceptEdits", "plan", "dontAsk", "bypassPermissions"),
          key("permissions.additionalDirectories", TEXTS, ADDS, PROPOSE, "As --add-dir."),
          key(
                  "permissions.disableBypassPermissionsMode",
                  CHOICE_OR_TRUTH,
                  STRICTEST,
                  SET,
                  "Forbids the mode that asks for nothing.")
              .of("disable"),
          key(
                  "permissions.workspaceText",
                  CHOICE,
                  STRICTEST,
                  SET,
                  "Whose words the files of a trusted folder are.")
              .of("own", "foreign"),
          key("permissions.examples", EXAMPLES, ADDS, SET, "For jackdaw permissions test."),
          key("env", TEXT_MAP, BY_NAME, PROPOSE, "Variables for the commands that are run."),
          key("maxTurns", COUNT, LOWEST, SET, "As --max-turns."),
          key("maxCost", DOLLARS, LOWEST, SET, "As --max-cost, in US dollars."),
          key("maxTime", TIME, LOWEST, SET, "As --max-time."),
          key("maxTokensTotal", TOKENS, LOWEST, SET, "As --max-tokens-total."),
          key("maxCalls", COUNT, LOWEST, SET, "As --max-calls."),
          key("maxCallsPerTool", COUNT_MAP, BY_NAME, SET, "How many calls of each tool."),
          key("subagentShare", SHARE, LOWEST, SET, "The part of a budget that sub-agents get."),
          key("memoryTokens", TOKENS, LOWEST, PROPOSE, "How much of memory files is shown."),
          key("loopDetection", CHOICE, STRONGEST, TIGHTEN, "Whether circles end a task.")
              .of("off", "on"),
          key("context.profile", CHOICE, STRONGEST, PROPOSE, "When conversations are folded.")
              .of("frugal", "balanced", "verbatim"),
          key("context.note", CHOICE, STRONGEST, PROPOSE, "When a fold asks for a note.")
              .of("auto", "on", "off"),
          key("context.window", TOKENS, STRONGEST, PROPOSE, "How much of the window is used."),
          key("context.tail", TOKENS, STRONGEST, PROPOSE, "How much of the newest turns stays."),
          key("context.cap", TOKENS, STRONGEST, PROPOSE, "How much of a result is shown."),
          key("context.threshold", SHARE, STRONGEST, PROPOSE, "When a fold is urgent."),
          key("parallel.commands", COUNT, LOWEST, SET, "How many commands run at once."),
          key("parallel.network", COUNT, LOWEST, SET, "How many requests run at once."),
          key("parallel.agents", COUNT, LOWEST, SET, "How many sub-agents run at once."),
          key("fallbackModel", TEXT_OR_TEXTS, STRONGEST, PROPOSE, "As --fallback-model."),
          key("smallModel", TEXT, STRONGEST, PROPOSE, "As --small-model, or \"off\"."),
          key("modelAliases", TEXT_MAP, BY_NAME, PROPOSE, "Names of your own for models."),
          key("toolSchemas", SHARE, LOWEST, SET, "The part of a window that schemas may take."),
          key("cacheLifetime", CHOICE, STRONGEST, PROPOSE, "How long prompts are kept.")
              .of("auto", "5m", "1h"),
          key("stallTimeout", TIME, STRONGEST, PROPOSE, "The longest silence of a model's server."),
          key("outputStyle", TEXT, STRONGEST, PROPOSE, "How the agent talks to you."),
          key(
              "shell.silence",
              TIME_OR_FALSE,
              STRONGEST,
              PROPOSE,
              "When a command counts as silent."),
          key("shell.background", TIME_OR_FALSE, STRONGEST, PROPOSE, "When it goes on behind."),
          key("shell.keepAfterCrash", TRUTH, STRONGEST, PROPOSE, "Whether it outlives Jackdaw."),
          key("sandboxDomains", TEXTS, ADDS, PROPOSE, "Hosts that confined commands may reach."),
          key("sandbox", CHOICE, STRICTEST, TIGHTEN, "How commands are confined.")
              .of("off", "auto", "required", "landlock", "bwrap"),
          key("undo", CHOICE, STRONGEST, PROPOSE, "Whether what calls change is kept.")
              .of("on", "off"),
          key("undoLimits.megabytes", COUNT, STRONGEST, PROPOSE, "How much a checkpoint holds."),
          key("undoLimits.files", COUNT, STRONGEST, PROPOSE, "How many files it holds."),
          key("undoLimits.fileMegabytes", COUNT, STRONGEST, PROPOSE, "The largest file it holds."),
          key("undoLimits.ignoredMegabytes", COUNT, STRONGEST, PROPOSE, "Of what git ignores."),
          key("undoLimits.ignoredFiles", COUNT, STRONGEST, PROPOSE, "Of what git ignores."),
          key("undoLimits.keepDays", COUNT, STRONGEST, PROPOSE, "How long it is kept."),
          key("undoLimits.keepMegabytes", COUNT, STRONGEST, PROPOSE, "How much is kept in all."),
          key("transactional", CHOICE_OR_TRUTH, STRONGEST, PROPOSE, "As --transactional.")
              .of("keep"),
          key("caFile", TEXT, STRONGEST, PROPOSE, "Certificates to rest on, a PEM file."),
          key("clientCertificate", TEXT, STRONGEST, PROPOSE, "A PEM file."),
          key("clientKey", TEXT, STRONGEST, PROPOSE, "The key to clientCertificate."),
          key("headers", TEXT_MAPS, BY_NAME, PROPOSE, "Headers of your own, by provider."),
          key("apiKeyHelper", COMMANDS, BY_NAME, PROPOSE, "A command that prints the key."),
          key("apiKeyHelperLifetime", TIME, STRONGEST, PROPOSE, "How long that key is used."),
          key("modelFacts", TEXT, STRONGEST, PROPOSE, "A file with more about models."),
          key("theme", TEXT, STRONGEST, PROPOSE, "The theme of the terminal."),
          key("vim", TRUTH, STRONGEST, PROPOSE, "Whether prompts are edited as in vi."),
          key("notifications", CHOICE, STRONGEST, PROPOSE, "How you are called.")
              .of("auto", "bell", "off"),
          key("terminalTitle", TRUTH, STRONGEST, PROPOSE, "Whether the window's title is set."),
          key("statusLine", ANY, STRONGEST, PROPOSE, "A command that prints a status line."),
          key("mcpServers", ANY, BY_NAME, PROPOSE, "MCP servers, as in .mcp.json."),
          key("strictMcpConfig", TRUTH, STRONGEST, PROPOSE, "No MCP servers of weaker places."),
          key("languageServers", ANY, BY_NAME, PROPOSE, "Language servers, or false for none."),
          key(
              "languageServerWait",
              TIME_OR_FALSE,
              STRONGEST,
              PROPOSE,
              "How long an edit waits for diagnostics."),
          key("languageServerMemory", COUNT, STRONGEST, PROPOSE, "Megabytes each may take."),
          key("hooks", HOOKS, ADDS, PROPOSE, "Commands at moments of a session."),
          key("disableAllHooks", TRUTH, STRICTEST, TIGHTEN, "Runs no hooks."),
          key(
              "allowManagedHooksOnly",
              TRUTH,
              STRICTEST,
              NOTHING,
              "Managed files only: no others."));

  private Keys() {}

  private static Key key(
      String name, Key.Shape shape, Key.Merging merging, Key.ProjectMay project, String meaning) {
    return new Key(name, shape, List.of(), merging, project, meaning);
  }

  /** Returns the names that may stand in an object; the empty name is the whole file. */
  static List<String> members(String object) {
    var prefix = object.isEmpty() ? "" : object + ".";
    var names = new LinkedHashSet<String>();
    for (var key : ALL) {
      if (!key.name().startsWith(prefix)) continue;
      var rest = key.name().substring(prefix.length());
      var dot = rest.indexOf('.');
      names.add(dot < 0 ? rest : rest.substring(0, dot));
    }
    return List.copyOf(names);
  }

  /** Returns the objects whose members are keys. */
  static Set<String> objects() {
    var names = new LinkedHashSet<String>();
    for (var key : ALL) {
      var dot = key.name().indexOf('.');
      if (dot > 0) names.add(key.name().substring(0, dot));
    }
    return names;
  }

  /** Returns the keys that a project's file may only propose; of an object only the object. */
  static List<String> proposed() {
    var names = new LinkedHashSet<String>();
    for (var key : ALL) {
      if (key.project() != PROPOSE) continue;
      var isPermission = key.name().startsWith("permissions.");
      var dot = isPermission ? -1 : key.name().indexOf('.');
      names.add(dot < 0 ? key.name() : key.name().substring(0, dot));
    }
    return List.copyOf(names);
  }

  static Optional<Key> named(String name) {
    return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** Returns the keys with that name, or below it. */
  static List<Key> under(String name) {
    var found = new ArrayList<Key>();
    for (var key : ALL) {
      if (key.name().equals(name) || key.name().startsWith(name + ".")) found.add(key);
    }
    return found;
  }
}
