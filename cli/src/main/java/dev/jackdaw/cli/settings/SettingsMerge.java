package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Effort;
import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.Rule;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Values;
import dev.jackdaw.cli.settings.PermissionRule.Verdict;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges sources, the strongest first: of single values the strongest counts, lists add up, of
 * limits the tightest of managed, chosen and project counts. What a project's file may not set
 * becomes a proposal. Used once.
 */
final class SettingsMerge {
  private static final List<String> HOOK_KEYS =
      List.of(HookReader.KEY, HookReader.DISABLED, HookReader.MANAGED_ONLY);

  private final Environment environment;
  private final ModelReader models = new ModelReader();
  private final LimitReader limits = new LimitReader();
  private final NetworkReader network;
  private final UndoReader undo = new UndoReader();
  private final ShellReader shell = new ShellReader();
  private final ContextReader context = new ContextReader();
  private Optional<HookReader> hooks = Optional.empty();
  private final McpReader mcp = new McpReader();
  private final DisplayReader display = new DisplayReader();
  private final ScreenReader screen = new ScreenReader();
  private SandboxMode sandbox = SandboxMode.UNSAID;
  private boolean sandboxChosen;
  private Optional<Setting<String>> model = Optional.empty();
  private Optional<Setting<Effort>> effort = Optional.empty();
  private List<Setting<String>> fallbackModels = List.of();
  private Optional<Setting<Duration>> stallTimeout = Optional.empty();
  private Optional<Setting<String>> outputStyle = Optional.empty();
  private Optional<Setting<Mode>> mode = Optional.empty();
  private Optional<Setting<Path>> modelFacts = Optional.empty();
  private Optional<Origin> bypassForbidden = Optional.empty();
  private Optional<Origin> workspaceTextForeign = Optional.empty();
  private final List<PermissionRule> rules = new ArrayList<>();
  private final List<Setting<Path>> directories = new ArrayList<>();
  private final Map<String, Setting<String>> variables = new LinkedHashMap<>();
  private final Tightest<Integer> maxTurns = new Tightest<>();
  private final Tightest<Double> maxCost = new Tightest<>();
  private final Tightest<Duration> maxTime = new Tightest<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<PermissionExample> examples = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final LanguageReader languages = new LanguageReader(warnings);

  SettingsMerge(Environment environment) {
    this.environment = environment;
    this.network = new NetworkReader(environment);
  }

  Settings merge(List<SettingsSource> sources) {
    for (var source : sources) add(source);
    checkMode();
    return new Settings(
        model,
        effort,
        mode,
        bypassForbidden,
        workspaceTextForeign,
        rules,
        directories,
        variables,
        maxTurns.value(),
        maxCost.value(),
        maxTime.value(),
        modelFacts,
        fallbackModels,
        stallTimeout,
        outputStyle,
        limits.settings(),
        models.settings(),
        network.settings(),
        sandbox,
        undo.settings(),
        shell.jobs(),
        context.settings(),
        hooks.map(HookReader::settings),
        mcp.settings(),
        languages.settings(),
        display.settings(),
        screen.settings(),
        proposals,
        examples,
        warnings);
  }

  private void checkMode() {
    if (bypassForbidden.isEmpty() || mode.isEmpty() || mode.get().value() != Mode.BYPASS) return;
    throw new SettingsException(
        "Mode bypassPermissions ("
            + mode.get().origin()
            + ") is forbidden by "
            + bypassForbidden.get()
            + ". Choose another --permission-mode.");
  }

  private void add(SettingsSource source) {
    if (source.content().members().isEmpty()) return;
    if (!source.foreign() && source.origin().layer() != Layer.OPTION) {
      warnOfUnknown(source, source.content(), "");
      for (var object : Keys.objects()) warnOfUnknown(source, source.object(object), object);
    }
    addRules(source, "permissions.deny", Verdict.DENY);
    addRules(source, "permissions.ask", Verdict.ASK);
    new ExampleReader(source).addTo(examples);
    addBypassForbidden(source);
    addWorkspaceText(source);
    addSandbox(source);
    addLimits(source);
    limits.add(source);
    addHooks(source);
    if (source.origin().layer().isProject()) {
      propose(source);
      languages.addServers(source);
    } else {
      addRules(source, "permissions.allow", Verdict.ALLOW);
      addValues(source);
      models.add(source);
      network.add(source);
      undo.add(source);
      shell.add(source);
      context.add(source);
      mcp.add(source);
      languages.add(source);
      display.add(source);
      screen.add(source);
      addDirectories(source);
      addVariables(source);
    }
  }

  /** Most have none, and then nothing is loaded for them. */
  private void addHooks(SettingsSource source) {
    var members = source.content().members();
    if (HOOK_KEYS.stream().noneMatch(members::containsKey)) return;
    if (hooks.isEmpty()) hooks = Optional.of(new HookReader(warnings));
    hooks.get().add(source);
  }

  private void warnOfUnknown(SettingsSource source, Json.Obj object, String name) {
    var known = object.members().isEmpty() ? List.<String>of() : Keys.members(name);
    for (var key : object.members().keySet()) {
      if (known.contains(key)) continue;
      var hint = Nearest.hint(key, known);
      warnings.add(
          source.place(name, key)
              + ": the key \""
              + (name.isEmpty() ? "" : name + ".")
              + key
              + "\" is unknown and has no effect"
              + (hint.isEmpty() ? "." : hint));
    }
  }

  private void addRules(SettingsSource source, String name, Verdict verdict) {
    for (var entry : source.rules(name)) {
      try {
        rules.add(
            new PermissionRule(
                verdict,
                Rule.parse(entry.rule()),
                source.origin(),
                source.base(),
                entry.matching(),
                entry.sparing()));
      } catch (IllegalArgumentException e) {
        var problem = source.origin() + ", \"" + name + "\": " + e.getMessage();
        if (!source.foreign()) throw new SettingsException(problem + ".", e);
        warnings.add(problem + "; it has no effect.");
      }
    }
  }

  private void addBypassForbidden(SettingsSource source) {
    var name = "permissions.disableBypassPermissionsMode";
    var value = source.value(name);
    if (value.isEmpty() || value.get().equals(Json.of(false))) return;
    if (!value.get().equals(Json.of("disable")) && !value.get().equals(Json.of(true))) {
      throw source.mistake(name, "\"disable\"");
    }
    if (bypassForbidden.isEmpty()) bypassForbidden = Optional.of(source.origin());
  }

  /**
   * The strongest place that speaks is followed, but what is managed or a project may only ask for
   * more.
   */
  private void addSandbox(SettingsSource source) {
    var text = source.text("sandbox");
    if (text.isEmpty()) return;
    var mode =
        switch (text.get()) {
          case "off" -> SandboxMode.OFF;
          case "auto" -> SandboxMode.AUTO;
          case "required" -> SandboxMode.REQUIRED;
          case "landlock" -> SandboxMode.LANDLOCK;
          case "bwrap" -> SandboxMode.BWRAP;
          default ->
              throw source.mistake(
                  "sandbox", "one of", List.of("off", "auto", "required", "landlock", "bwrap"));
        };
    var layer = source.origin().layer();
    if (layer.isProject() && mode == SandboxMode.OFF) return;
    if (layer == Layer.MANAGED || layer.isProject()) {
      if (mode.compareTo(sandbox) > 0) sandbox = mode;
    } else if (!sandboxChosen) {
      sandboxChosen = true;
      if (mode.compareTo(sandbox) > 0) sandbox = mode;
    }
  }

  /** No place can say that the text is the user's own once another says that it is not. */
  private void addWorkspaceText(SettingsSource source) {
    var name = "permissions.workspaceText";
    var text = source.text(name);
    if (text.isEmpty() || text.get().equals("own")) return;
    if (!text.get().equals("foreign")) throw source.mistake(name, "\"own\" or \"foreign\"");
    if (workspaceTextForeign.isEmpty()) workspaceTextForeign = Optional.of(source.origin());
  }

  private void addLimits(SettingsSource source) {
    var turns = number(source, "maxTurns");
    if (turns.isPresent()) {
      var read = Values.count(turns.get());
      if (read.isEmpty()) throw source.mistake("maxTurns", "a whole number from 1");
      maxTurns.add(source.setting(read.get()));
    }
    var cost = number(source, "maxCost");
    if (cost.isPresent()) {
      var read = Values.dollars(cost.get());
      if (read.isEmpty()) throw source.mistake("maxCost", "an amount such as 0.50");
      maxCost.add(source.setting(read.get()));
    }
    var time = source.text("maxTime");
    if (time.isPresent()) {
      var read = Values.duration(time.get());
      if (read.isEmpty()) throw source.mistake("maxTime", "a time such as \"90s\" or \"1h30m\"");
      maxTime.add(source.setting(read.get()));
    }
  }

  private static Optional<String> number(SettingsSource source, String name) {
    var value = source.value(name);
    if (value.isEmpty()) return Optional.empty();
    if (value.get() instanceof Json.Num(var literal)) return Optional.of(literal);
    throw source.mistake(name, "a number");
  }

  private void propose(SettingsSource source) {
    for (var key : Keys.proposed()) propose(source, key);
  }

  private void propose(SettingsSource source, String key) {
    var value = source.value(key);
    if (value.isPresent()) proposals.add(new Proposal(key, value.get(), source.origin()));
  }

  private void addValues(SettingsSource source) {
    var name = source.text("model");
    if (model.isEmpty() && name.isPresent()) model = Optional.of(source.setting(name.get()));
    var style = source.text("outputStyle");
    if (outputStyle.isEmpty() && style.isPresent()) {
      outputStyle = Optional.of(source.setting(style.get()));
    }
    addFallbackModels(source);
    addStallTimeout(source);
    var level = effort(source);
    if (effort.isEmpty() && level.isPresent()) effort = Optional.of(source.setting(level.get()));
    var chosen = mode(source);
    if (mode.isEmpty() && chosen.isPresent()) mode = Optional.of(source.setting(chosen.get()));
    var facts = source.text("modelFacts");
    if (modelFacts.isEmpty() && facts.isPresent()) {
      modelFacts =
          Optional.of(source.setting(path(source, "modelFacts", facts.get(), source.base())));
    }
  }

  private void addFallbackModels(SettingsSource source) {
    if (!fallbackModels.isEmpty() || source.value("fallbackModel").isEmpty()) return;
    var one = source.value("fallbackModel").get() instanceof Json.Str(var name) ? name : "";
    var names = one.isEmpty() ? source.texts("fallbackModel") : List.of(one.split(","));
    var models = new ArrayList<Setting<String>>();
    for (var name : names) if (!name.isBlank()) models.add(source.setting(name.strip()));
    fallbackModels = models;
  }

  private void addStallTimeout(SettingsSource source) {
    var text = source.text("stallTimeout");
    if (stallTimeout.isPresent() || text.isEmpty()) return;
    var read = Values.duration(text.get());
    if (read.isEmpty()) throw source.mistake("stallTimeout", "a time such as \"90s\" or \"5m\"");
    stallTimeout = Optional.of(source.setting(read.get()));
  }

  private static Optional<Effort> effort(SettingsSource source) {
    var text = source.text("effort");
    if (text.isEmpty()) return Optional.empty();
    var level = Effort.parse(text.get()).filter(effort -> effort != Effort.DEFAULT);
    if (level.isPresent()) return level;
    throw source.mistake(
        "effort", "one of", Effort.texts(EnumSet.range(Effort.MINIMAL, Effort.MAX)));
  }

  private static Optional<Mode> mode(SettingsSource source) {
    var text = source.text("permissions.defaultMode");
    if (text.isEmpty()) return Optional.empty();
    var names = new ArrayList<String>();
    for (var candidate : Mode.values()) {
      if (candidate.text().equals(text.get())) return Optional.of(candidate);
      names.add(candidate.text());
    }
    throw source.mistake("permissions.defaultMode", "one of", names);
  }

  private void addDirectories(SettingsSource source) {
    var name = "permissions.additionalDirectories";
    for (var text : source.texts(name)) {
      directories.add(source.setting(path(source, name, text, environment.directory())));
    }
  }

  private Path path(SettingsSource source, String name, String text, Path base) {
    try {
      var home = environment.home();
      if (home.isPresent() && text.startsWith("~/")) return home.get().resolve(text.substring(2));
      return base.resolve(text).normalize();
    } catch (InvalidPathException _) {
      throw source.mistake(name, "the name of a file or folder");
    }
  }

  private void addVariables(SettingsSource source) {
    for (var member : source.object("env").members().entrySet()) {
      var name = member.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw source.mistake("env", "an object whose keys are names of variables");
      }
      if (!(member.getValue() instanceof Json.Str(var value)) || value.indexOf('\0') >= 0) {
        throw source.mistake("env." + name, "a text");
      }
      variables.putIfAbsent(name, source.setting(value));
    }
  }
}
