package dev.jackdaw.cli.settings;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Collects the hooks of the sources, the strongest first. Used once. */
final class HookReader {
  static final String KEY = "hooks";
  static final String DISABLED = "disableAllHooks";
  static final String MANAGED_ONLY = "allowManagedHooksOnly";

  /** Moments that have a name in settings. */
  static final List<String> EVENTS =
      List.of(
          "PreToolUse",
          "PostToolUse",
          "PostToolUseFailure",
          "PermissionRequest",
          "UserPromptSubmit",
          "Stop",
          "SubagentStart",
          "SubagentStop",
          "PreCompact",
          "PostCompact",
          "SessionStart",
          "SessionEnd",
          "Notification");

  private static final long MOST_SECONDS = 3_600;

  private final List<HookSetting> hooks = new ArrayList<>();
  private final List<String> warnings;
  private Optional<Origin> disabled = Optional.empty();
  private Optional<Origin> managedOnly = Optional.empty();
  private boolean projectDisabled;

  /** {@code warnings} hears of what cannot be used. */
  HookReader(List<String> warnings) {
    this.warnings = warnings;
  }

  void add(SettingsSource source) {
    var layer = source.origin().layer();
    if (truth(source, DISABLED)) {
      if (layer.isProject()) projectDisabled = true;
      else if (disabled.isEmpty()) disabled = Optional.of(source.origin());
    }
    if (layer == Layer.MANAGED && truth(source, MANAGED_ONLY)) {
      managedOnly = Optional.of(source.origin());
    }
    try {
      for (var event : source.object(KEY).members().entrySet()) {
        addEvent(source, event.getKey(), event.getValue());
      }
    } catch (SettingsException e) {
      if (!source.foreign()) throw e;
      warnings.add(e.getMessage() + " It has no effect.");
    }
  }

  private static boolean truth(SettingsSource source, String name) {
    var value = source.value(name);
    if (value.isEmpty()) return false;
    if (value.get() instanceof Json.Bool(var on)) return on;
    if (source.foreign()) return false;
    throw source.mistake(name, "true or false");
  }

  private void addEvent(SettingsSource source, String event, Json groups) {
    var name = KEY + "." + event;
    if (!EVENTS.contains(event)) {
      warn(source, name, "is no moment that Jackdaw knows" + Nearest.hint(event, EVENTS));
      return;
    }
    if (!(groups instanceof Json.Arr(var elements))) throw mistake(source, name);
    for (var element : elements) {
      if (!(element instanceof Json.Obj group)) throw mistake(source, name);
      var matcher = group.string("matcher", "");
      checkPattern(source, name, matcher);
      for (var hook : group.array("hooks")) {
        if (!(hook instanceof Json.Obj entry)) throw mistake(source, name);
        addHook(source, event, matcher, entry);
      }
    }
  }

  private static SettingsException mistake(SettingsSource source, String name) {
    return source.mistake(
        name,
        "a list of {\"matcher\": \"...\", \"hooks\": [{\"type\": \"command\", \"command\":"
            + " \"...\"}]}");
  }

  private static void checkPattern(SettingsSource source, String name, String matcher) {
    if (matcher.equals("*")) return;
    try {
      Pattern.compile(matcher);
    } catch (PatternSyntaxException e) {
      throw source.mistake(name + ".matcher", "a regular expression; " + e.getDescription());
    }
  }

  private void addHook(SettingsSource source, String event, String matcher, Json.Obj entry) {
    var name = KEY + "." + event;
    var type = entry.string("type", "command");
    var deed = deed(source, name, type, entry);
    if (deed.isEmpty()) {
      warn(source, name, "has a hook of the type \"" + type + "\", which is not run: " + WHY_NOT);
      return;
    }
    if (deed.get() instanceof HookDeed.Asks && UNJUDGED.contains(event)) {
      warn(source, name, "has a hook of the type \"prompt\", and there is nothing to judge");
      return;
    }
    for (var key : entry.members().keySet()) {
      if (!ENTRY_KEYS.contains(key)) {
        warn(source, name, "has a hook with \"" + key + "\", which has no effect");
      }
    }
    hooks.add(
        new HookSetting(
            event,
            matcher,
            deed.get(),
            timeout(source, name, entry),
            entry.bool("sandbox", false),
            entry.string("onFailure", "").equals("block"),
            source.origin()));
  }

  private static Optional<HookDeed> deed(
      SettingsSource source, String name, String type, Json.Obj entry) {
    return switch (type) {
      case "command" -> Optional.of(new HookDeed.Runs(text(source, name, entry, "command")));
      case "prompt" -> Optional.of(new HookDeed.Asks(text(source, name, entry, "prompt")));
      case "http" -> Optional.of(posts(source, name, entry));
      default -> Optional.empty();
    };
  }

  private static String text(SettingsSource source, String name, Json.Obj entry, String key) {
    var text = entry.string(key, "");
    if (text.isBlank()) throw source.mistake(name + "." + key, "a " + key);
    return text;
  }

  /** Only variables that the hook names are put into its headers; the mark is read when it runs. */
  private static String named(String value, List<Json> allowed) {
    var text = value;
    for (var each : allowed) {
      if (!(each instanceof Json.Str(var variable))) continue;
      text = text.replace("${" + variable + "}", "\0" + variable + "\0");
      text =
          text.replaceAll(
              "\\$" + Pattern.quote(variable) + "(?![A-Za-z0-9_])",
              Matcher.quoteReplacement("\0" + variable + "\0"));
    }
    return text;
  }

  private static HookDeed posts(SettingsSource source, String name, Json.Obj entry) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : entry.object("headers").members().entrySet()) {
      if (!(header.getValue() instanceof Json.Str(var value))) {
        throw source.mistake(name + ".headers", "an object of texts");
      }
      headers.put(header.getKey(), named(value, entry.array("allowedEnvVars")));
    }
    try {
      var address = new URI(text(source, name, entry, "url"));
      var scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return new HookDeed.Posts(address, headers);
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw source.mistake(name + ".url", "an address such as https://HOST/PATH");
  }

  private static final String WHY_NOT =
      "there are command, http and prompt. An agent that acts while a call waits for its verdict"
          + " would itself need verdicts";

  /** Moments at which nothing can be refused. */
  private static final List<String> UNJUDGED =
      List.of("SessionStart", "SessionEnd", "SubagentStart", "PostCompact", "Notification");

  static final List<String> ENTRY_KEYS =
      List.of(
          "type",
          "command",
          "prompt",
          "url",
          "headers",
          "allowedEnvVars",
          "timeout",
          "sandbox",
          "onFailure",
          "statusMessage");

  private static Optional<Duration> timeout(SettingsSource source, String name, Json.Obj entry) {
    if (!entry.has("timeout")) return Optional.empty();
    var seconds = entry.number("timeout").orElse(0.0);
    if (!(seconds > 0)) throw source.mistake(name + ".timeout", "a number of seconds above 0");
    return Optional.of(Duration.ofMillis((long) (Math.min(seconds, MOST_SECONDS) * 1000)));
  }

  private void warn(SettingsSource source, String name, String what) {
    warnings.add(source.origin() + ": \"" + name + "\" " + what + (what.endsWith("?") ? "" : "."));
  }

  HookSettings settings() {
    return new HookSettings(hooks, disabled, projectDisabled, managedOnly);
  }
}
