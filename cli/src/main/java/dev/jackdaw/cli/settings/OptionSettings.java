package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import java.nio.file.Path;

/** The options that are settings, as a source like any other. */
final class OptionSettings {
  private OptionSettings() {}

  static SettingsSource source(Arguments arguments, Path directory) {
    var content = Json.object();
    text(content, "model", arguments, Option.MODEL);
    list(content, "fallbackModel", arguments, Option.FALLBACK_MODEL);
    text(content, "smallModel", arguments, Option.SMALL_MODEL);
    text(content, "effort", arguments, Option.EFFORT);
    number(content, "maxTurns", arguments, Option.MAX_TURNS);
    number(content, "maxCost", arguments, Option.MAX_COST);
    text(content, "maxTime", arguments, Option.MAX_TIME);
    text(content, "maxTokensTotal", arguments, Option.MAX_TOKENS_TOTAL);
    number(content, "maxCalls", arguments, Option.MAX_CALLS);
    text(content, "loopDetection", arguments, Option.LOOP_DETECTION);
    text(content, "sandbox", arguments, Option.SANDBOX);
    text(content, "undo", arguments, Option.UNDO_MODE);
    if (arguments.has(Option.NO_HOOKS)) content.put("disableAllHooks", true);
    if (arguments.has(Option.TRANSACTIONAL)) content.put("transactional", true);
    if (arguments.has(Option.TRANSACTIONAL_KEEP)) content.put("transactional", "keep");
    arguments
        .text(Option.REQUIRE_SANDBOX)
        .ifPresent(level -> content.put("sandbox", level.equals("any") ? "required" : level));
    arguments
        .text(Option.CONTEXT_PROFILE)
        .ifPresent(name -> content.put("context", Json.object().put("profile", name).build()));
    if (arguments.has(Option.MCP_CONFIG)) content.put("mcpServers", servers(arguments, directory));
    if (arguments.has(Option.STRICT_MCP_CONFIG)) content.put("strictMcpConfig", true);
    var permissions = permissions(arguments);
    if (!permissions.members().isEmpty()) content.put("permissions", permissions);
    var origin = new Origin(Layer.OPTION, "the command line");
    return new SettingsSource(origin, content.build(), directory, false);
  }

  /** As files of servers have them, with or without the object around. */
  private static Json.Obj servers(Arguments arguments, Path directory) {
    var given = arguments.text(Option.MCP_CONFIG).orElse("{}");
    var content = SettingsText.readEither(Option.MCP_CONFIG.longName(), given, directory);
    if (content.get("mcpServers").orElse(content) instanceof Json.Obj servers) return servers;
    throw new SettingsException(
        Option.MCP_CONFIG.longName() + ": \"mcpServers\" must be an object.");
  }

  private static Json.Obj permissions(Arguments arguments) {
    var permissions = Json.object();
    list(permissions, "allow", arguments, Option.ALLOWED_TOOLS);
    list(permissions, "deny", arguments, Option.DISALLOWED_TOOLS);
    list(permissions, "additionalDirectories", arguments, Option.ADD_DIR);
    text(permissions, "defaultMode", arguments, Option.PERMISSION_MODE);
    if (arguments.has(Option.DANGEROUSLY_SKIP_PERMISSIONS)) {
      permissions.put("defaultMode", "bypassPermissions");
    }
    return permissions.build();
  }

  private static void text(Json.Builder to, String key, Arguments arguments, Option option) {
    var text = arguments.text(option);
    if (text.isPresent()) to.put(key, text.get());
  }

  private static void number(Json.Builder to, String key, Arguments arguments, Option option) {
    var given = arguments.text(option);
    if (given.isPresent()) to.put(key, new Json.Num(literal(given.get())));
  }

  /**
   * Returns digits and a point as JSON writes them: {@code .5} is {@code 0.5}, {@code 07} is {@code
   * 7}. By hand, because loading {@code BigDecimal} takes ten milliseconds of the start.
   */
  static String literal(String given) {
    var start = 0;
    while (start < given.length() - 1 && given.charAt(start) == '0') start++;
    if (given.charAt(start) == '.') return "0" + trimmed(given.substring(start));
    return trimmed(given.substring(start));
  }

  private static String trimmed(String digits) {
    return digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
  }

  private static void list(Json.Builder to, String key, Arguments arguments, Option option) {
    var texts = arguments.texts(option);
    if (!texts.isEmpty()) to.put(key, Json.strings(texts));
  }
}
