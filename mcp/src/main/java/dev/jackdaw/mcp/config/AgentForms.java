package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Entries of agents for the terminal, as the entries everybody else has. What has no word here
 * keeps its own, so that whoever takes them over says so.
 */
final class AgentForms {
  private static final Pattern BRACES = Pattern.compile("\\{env:([A-Za-z_][A-Za-z0-9_]*)\\}");

  /** Cline and Roo Code allow no more seconds; what is more is the milliseconds of others. */
  private static final long MOST_SECONDS = 3_600;

  private AgentForms() {}

  /**
   * opencode: {@code mcp.NAME}, since its second version {@code mcp.servers.NAME}, in {@code
   * .agents/mcp.json} just {@code NAME}; the command as one list; {@code {env:NAME}} is a variable.
   */
  static Map<String, Json.Obj> opencode(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    var mcp = content.has("mcp") ? content.object("mcp") : content;
    var servers = mcp.has("servers") ? mcp.object("servers") : mcp;
    servers
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Obj given)) return;
          var text = BRACES.matcher(opencodeEntry(given).compact()).replaceAll("\\${$1}");
          entries.put(name, Json.parseObject(text));
        });
    return entries;
  }

  private static Json.Obj opencodeEntry(Json.Obj given) {
    var entry = given.without("command").without("environment").without("type");
    var words = given.array("command");
    if (!words.isEmpty()) {
      entry =
          entry
              .with("command", words.getFirst())
              .with("args", Json.array(words.subList(1, words.size())));
    }
    if (given.has("environment")) entry = entry.with("env", given.object("environment"));
    // It is the time to wait for the list of tools.
    return given.get("timeout").orElse(Json.Null.INSTANCE) instanceof Json.Num time
        ? entry.without("timeout").with("startupTimeout", time)
        : entry;
  }

  /** Returns whether these are servers in the form of opencode. */
  static boolean isOpencode(Json.Obj servers) {
    if (servers.members().isEmpty()) return false;
    return servers.members().values().stream()
        .allMatch(value ->
            value instanceof Json.Obj entry
                && List.of("local", "remote").contains(entry.string("type", "")));
  }

  /** Cline and Roo Code: times are seconds. */
  static Json.Obj inSeconds(Json.Obj entry) {
    var time = entry.integer("timeout", 0);
    if (time < 1 || time > MOST_SECONDS) return entry;
    return entry.with("timeout", Json.of(time * 1_000));
  }

  /** Goose: {@code extensions.NAME}; what comes with goose is none of ours. */
  static Map<String, Json.Obj> goose(Json.Obj content, Consumer<String> notes) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object("extensions")
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Obj given)) return;
          switch (given.string("type", "")) {
            case "stdio", "sse", "streamable_http" ->
                entries.put(name, gooseEntry(name, given, notes));
            default -> notes.accept(name + " was left out: it is a part of goose.");
          }
        });
    return entries;
  }

  private static Json.Obj gooseEntry(String name, Json.Obj given, Consumer<String> notes) {
    var kept = new LinkedHashMap<String, Json>();
    var env = new LinkedHashMap<String, Json>(given.object("envs").members());
    for (var key : given.array("env_keys")) {
      if (!(key instanceof Json.Str(var variable))) continue;
      if (env.putIfAbsent(variable, Json.of("${" + variable + "}")) == null) {
        notes.accept(
            name + ": goose keeps " + variable + "; here it is a variable, which must be set.");
      }
    }
    given
        .members()
        .forEach((key, value) -> {
          switch (key) {
            case "cmd" -> kept.put("command", value);
            case "uri" -> kept.put("url", value);
            case "type" -> kept.put("type", Json.of(given.string("type", "").replace('_', '-')));
            case "timeout" -> seconds(value, "timeout", kept);
            case "available_tools" -> {
              if (!given.array(key).isEmpty()) kept.put("enabledTools", value);
            }
            case "headers" -> {
              if (!given.object(key).members().isEmpty()) kept.put(key, value);
            }
            case "envs", "env_keys", "name", "display_name", "bundled", "description" -> {
              // taken above, or nothing but words
            }
            default -> kept.put(key, value);
          }
        });
    if (!env.isEmpty() && kept.containsKey("command")) kept.put("env", new Json.Obj(env));
    return new Json.Obj(kept);
  }

  /** Codex: {@code mcp_servers.NAME} in TOML. */
  static Map<String, Json.Obj> codex(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object("mcp_servers")
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj given) entries.put(name, codexEntry(given));
        });
    return entries;
  }

  private static Json.Obj codexEntry(Json.Obj given) {
    var kept = new LinkedHashMap<String, Json>();
    given
        .members()
        .forEach((key, value) -> {
          switch (key) {
            case "env", "env_vars", "http_headers", "env_http_headers", "bearer_token_env_var" -> {
              // taken below
            }
            case "oauth", "scopes" -> kept.put("oauth", login(given));
            case "startup_timeout_sec" -> seconds(value, "startupTimeout", kept);
            case "startup_timeout_ms" -> kept.put("startupTimeout", value);
            case "tool_timeout_sec" -> seconds(value, "timeout", kept);
            case "enabled_tools" -> kept.put("enabledTools", value);
            case "disabled_tools" -> kept.put("disabledTools", value);
            default -> kept.put(key, value);
          }
        });
    var env = codexEnvironment(given);
    var headers = codexHeaders(given);
    if (!env.isEmpty()) kept.put("env", new Json.Obj(env));
    if (!headers.isEmpty()) kept.put("headers", new Json.Obj(headers));
    return new Json.Obj(kept);
  }

  private static Map<String, Json> codexEnvironment(Json.Obj given) {
    var env = new LinkedHashMap<String, Json>(given.object("env").members());
    for (var variable : given.array("env_vars")) {
      var name =
          variable instanceof Json.Obj object
              ? object.string("name", "")
              : variable instanceof Json.Str(var text) ? text : "";
      if (!name.isEmpty()) env.put(name, Json.of("${" + name + ":-}"));
    }
    return env;
  }

  private static Map<String, Json> codexHeaders(Json.Obj given) {
    var headers = new LinkedHashMap<String, Json>(given.object("http_headers").members());
    given
        .object("env_http_headers")
        .members()
        .forEach((header, variable) -> {
          if (variable instanceof Json.Str(var text)) {
            headers.put(header, Json.of("${" + text + "}"));
          }
        });
    given
        .string("bearer_token_env_var")
        .ifPresent(name -> headers.put("Authorization", Json.of("Bearer ${" + name + "}")));
    return headers;
  }

  private static Json.Obj login(Json.Obj given) {
    var client = given.object("oauth");
    var login = client.without("client_id").without("callback_url");
    var id = client.string("client_id");
    if (id.isPresent()) login = login.with("clientId", Json.of(id.get()));
    var port = port(client.string("callback_url", ""));
    if (port > 0) login = login.with("callbackPort", Json.of(port));
    return given.has("scopes") ? login.with("scopes", Json.array(given.array("scopes"))) : login;
  }

  private static int port(String address) {
    try {
      return new URI(address).getPort();
    } catch (URISyntaxException _) {
      return -1;
    }
  }

  private static void seconds(Json value, String key, Map<String, Json> kept) {
    if (value instanceof Json.Num number) {
      kept.put(key, Json.of(Math.max(1, Math.round(number.asDouble() * 1_000))));
    }
  }
}
