package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Entries of agents that write them in a form of their own, as the entries everybody else has. What
 * has no word here keeps its own, so that whoever takes them over says so.
 */
final class OtherForms {
  private static final Pattern BRACES = Pattern.compile("\\{env:([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final Pattern SECRET =
      Pattern.compile("\\$\\{\\{\\s*(?:secrets|inputs)\\.([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
  private static final Pattern BARE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern BRACKETS =
      Pattern.compile("\\$\\{(userHome|workspaceFolder|pathSeparator|/)\\}");

  private OtherForms() {}

  /** opencode: {@code mcp.NAME} with the command as one list; {@code {env:NAME}} is a variable. */
  static Map<String, Json.Obj> opencode(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object("mcp")
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Obj given)) return;
          var entry = given.without("command").without("environment").without("type");
          var words = given.array("command");
          if (!words.isEmpty()) {
            entry =
                entry
                    .with("command", words.getFirst())
                    .with("args", Json.array(words.subList(1, words.size())));
          }
          if (given.has("environment")) entry = entry.with("env", given.object("environment"));
          entries.put(name, replaced(entry, BRACES, "\\${$1}"));
        });
    return entries;
  }

  /** Zed: {@code context_servers.NAME}; the command was an object until 2025. */
  static Map<String, Json.Obj> zed(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object("context_servers")
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Obj given)) return;
          var entry = given;
          if (given.string("source", "").equals("custom")) entry = entry.without("source");
          if (given.get("command").orElse(Json.Null.INSTANCE) instanceof Json.Obj command) {
            entry = entry.without("command");
            for (var key : List.of("args", "env")) {
              if (command.get(key).isPresent()) entry = entry.with(key, command.get(key).get());
            }
            entry = entry.with("command", Json.of(command.string("path", "")));
          }
          entries.put(name, entry);
        });
    return entries;
  }

  /** Continue: a list of servers with their names, and secrets as variables. */
  static Map<String, Json.Obj> continued(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    for (var each : content.array("mcpServers")) {
      if (!(each instanceof Json.Obj given)) continue;
      var entry = given.without("name").without("requestOptions").without("connectionTimeout");
      var options = given.object("requestOptions");
      if (options.has("headers")) entry = entry.with("headers", options.object("headers"));
      for (var option : options.without("headers").members().entrySet()) {
        entry = entry.with("requestOptions." + option.getKey(), option.getValue());
      }
      var timeout = given.get("connectionTimeout");
      if (timeout.isPresent()) entry = entry.with("startupTimeout", timeout.get());
      var name = given.string("name", "server" + (entries.size() + 1));
      entries.put(name, replaced(entry, SECRET, "\\${$1}"));
    }
    return entries;
  }

  /** Gemini CLI: variables without braces too; an address by itself is of the older kind. */
  static Map<String, Json.Obj> gemini(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    var allowed = texts(content.object("mcp").array("allowed"));
    var excluded = texts(content.object("mcp").array("excluded"));
    content
        .object("mcpServers")
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Obj given)) return;
          var entry = replaced(given, BARE, "\\${$1}");
          if (entry.has("url") && !entry.has("type")) entry = entry.with("type", Json.of("sse"));
          if (excluded.contains(name) || !allowed.isEmpty() && !allowed.contains(name)) {
            entry = entry.with("disabled", Json.of(true));
          }
          entries.put(name, entry);
        });
    return entries;
  }

  /** Cursor: a registered client is {@code auth}; its own words for folders. */
  static Json.Obj cursor(Json.Obj given) {
    var entry = given;
    if (given.has("auth")) {
      var auth = given.object("auth");
      var oauth = Json.object().put("clientId", auth.string("CLIENT_ID", ""));
      auth.string("CLIENT_SECRET").ifPresent(secret -> oauth.put("clientSecret", secret));
      if (auth.has("scopes")) oauth.put("scopes", Json.array(auth.array("scopes")));
      entry = entry.without("auth").with("oauth", oauth.build());
    }
    return folders(entry);
  }

  /** Returns the entry with the names that editors have for folders as they are here. */
  static Json.Obj folders(Json.Obj entry) {
    var text =
        BRACKETS
            .matcher(entry.compact())
            .replaceAll(match ->
                switch (match.group(1)) {
                  case "userHome" -> "\\${HOME}";
                  case "workspaceFolder" -> ".";
                  default -> "/";
                });
    return Json.parseObject(text);
  }

  private static Json.Obj replaced(Json.Obj entry, Pattern pattern, String by) {
    return Json.parseObject(pattern.matcher(entry.compact()).replaceAll(by));
  }

  private static List<String> texts(List<Json> values) {
    var texts = new ArrayList<String>();
    for (var value : values) if (value instanceof Json.Str(var text)) texts.add(text);
    return texts;
  }
}
