package dev.jackdaw.mcp.config;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads entries of {@code mcpServers}, with the spellings that other agents have for them. */
public final class ConfigReader {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,46}[A-Za-z0-9])?");

  private static final List<String> KEYS =
      List.of(
          "type",
          "command",
          "args",
          "env",
          "cwd",
          "url",
          "httpUrl",
          "serverUrl",
          "headers",
          "timeout",
          "startupTimeout",
          "enabledTools",
          "includeTools",
          "disabledTools",
          "excludeTools",
          "disabled",
          "enabled",
          "sandbox",
          "logLevel",
          "sampling",
          "oauth",
          "description");

  private final Map<String, String> variables;

  /** {@code variables} are what texts may refer to. */
  public ConfigReader(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  static boolean isKnown(String key) {
    return KEYS.contains(key);
  }

  /** Returns keys of the entry that mean nothing here, each with a hint. */
  public static List<String> unknown(Json.Obj entry) {
    var unknown = new ArrayList<String>();
    for (var key : entry.members().keySet()) {
      if (!KEYS.contains(key)) unknown.add("\"" + key + "\"" + Nearest.hint(key, KEYS));
    }
    return unknown;
  }

  /**
   * Reads one entry.
   *
   * @throws ConfigException when it describes no server
   */
  public ServerConfig read(String name, Json.Obj entry, ServerConfig.Scope scope, String where)
      throws ConfigException {
    requireName(name);
    return new ServerConfig(
        name,
        scope,
        where,
        reach(entry),
        millis(entry, "startupTimeout", ServerConfig.START),
        millis(entry, "timeout", ServerConfig.CALL),
        names(entry, "enabledTools", "includeTools"),
        names(entry, "disabledTools", "excludeTools").orElse(List.of()),
        entry.bool("disabled", false) || !entry.bool("enabled", true),
        entry.get("sandbox").isPresent()
            ? Optional.of(entry.bool("sandbox", true))
            : Optional.empty(),
        logLevel(entry),
        entry.has("sampling")
            ? SamplingLimits.of(entry.members().getOrDefault("sampling", Json.Null.INSTANCE))
            : SamplingLimits.NONE);
  }

  private static LogLevel logLevel(Json.Obj entry) throws ConfigException {
    var word = entry.string("logLevel", LogLevel.WARNING.word());
    return LogLevel.parse(word)
        .orElseThrow(() ->
            new ConfigException(
                "\"logLevel\" is \""
                    + word
                    + "\"; it can be "
                    + String.join(", ", LogLevel.words())));
  }

  /** Names of servers are parts of names of tools. */
  public static void requireName(String name) throws ConfigException {
    if (NAME.matcher(name).matches() && !name.contains("__")) return;
    throw new ConfigException(
        "a server's name has up to 48 letters, digits, \".\", \"-\" and single \"_\", and begins"
            + " and ends with a letter or digit");
  }

  private Reach reach(Json.Obj entry) throws ConfigException {
    var type = entry.string("type", "").toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    var command = entry.string("command", "");
    var url = url(entry);
    return switch (type) {
      case "stdio", "local" -> stdio(entry, command);
      case "http", "streamablehttp" -> http(entry, url, Reach.Kind.STREAMABLE);
      case "sse" -> http(entry, url, Reach.Kind.SSE);
      case "", "remote" -> {
        if (!command.isEmpty()) yield stdio(entry, command);
        var kind = entry.has("httpUrl") ? Reach.Kind.STREAMABLE : Reach.Kind.ANY;
        yield http(entry, url, kind);
      }
      default ->
          throw new ConfigException(
              "\"type\" is \"" + entry.string("type", "") + "\"; it can be stdio, http or sse");
    };
  }

  private static String url(Json.Obj entry) {
    for (var key : List.of("url", "httpUrl", "serverUrl")) {
      if (entry.string(key).isPresent()) return entry.string(key).get();
    }
    return "";
  }

  private Reach stdio(Json.Obj entry, String command) throws ConfigException {
    if (command.isBlank()) throw new ConfigException("it has neither \"command\" nor \"url\"");
    var expansion = new Expansion(variables);
    var arguments = new ArrayList<String>();
    for (var argument : entry.array("args")) {
      if (!(argument instanceof Json.Str(var text))) {
        throw new ConfigException("\"args\" must be texts");
      }
      arguments.add(expansion.of(text));
    }
    var directory = entry.string("cwd");
    return new Reach.Stdio(
        expansion.of(command),
        arguments,
        texts(entry, "env", expansion),
        directory.isEmpty() ? Optional.empty() : Optional.of(expansion.of(directory.get())));
  }

  private Reach http(Json.Obj entry, String given, Reach.Kind kind) throws ConfigException {
    if (given.isBlank()) throw new ConfigException("it has neither \"command\" nor \"url\"");
    var expansion = new Expansion(variables);
    return new Reach.Http(
        address(expansion.of(given)),
        texts(entry, "headers", expansion),
        kind,
        client(entry.object("oauth"), expansion));
  }

  private static Reach.Client client(Json.Obj oauth, Expansion expansion) throws ConfigException {
    var port = Math.clamp(oauth.integer("callbackPort", 0), 0, 65_535);
    var scope = oauth.string("scope", String.join(" ", strings(oauth.array("scopes"))));
    var id = expansion.of(oauth.string("clientId", ""));
    var secret = expansion.of(oauth.string("clientSecret", ""));
    var key = expansion.of(oauth.string("privateKey", ""));
    var grant = oauth.string("grantType", "authorization_code");
    return switch (grant) {
      case "authorization_code" -> new Reach.Client(id, secret, scope, port);
      case "client_credentials" -> {
        if (id.isEmpty() || secret.isEmpty() && key.isEmpty()) {
          throw new ConfigException(
              "\"oauth\" with \"client_credentials\" needs \"clientId\", and \"clientSecret\" or"
                  + " \"privateKey\"");
        }
        yield new Reach.Client(id, secret, scope, port, true, key);
      }
      default ->
          throw new ConfigException(
              "\"oauth.grantType\" is \""
                  + grant
                  + "\"; it can be authorization_code or client_credentials");
    };
  }

  private static List<String> strings(List<Json> values) {
    return values.stream()
        .filter(Json.Str.class::isInstance)
        .map(value -> ((Json.Str) value).value())
        .toList();
  }

  private static URI address(String given) throws ConfigException {
    try {
      var uri = new URI(given.strip());
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) return uri;
    } catch (URISyntaxException _) {
      // told below
    }
    throw new ConfigException("\"" + given + "\" is no address of the form https://HOST/PATH");
  }

  private static Map<String, String> texts(Json.Obj entry, String key, Expansion expansion)
      throws ConfigException {
    var texts = new LinkedHashMap<String, String>();
    for (var member : entry.object(key).members().entrySet()) {
      var value =
          switch (member.getValue()) {
            case Json.Str(var text) -> text;
            case Json.Num number -> number.literal();
            case Json.Bool(var yes) -> String.valueOf(yes);
            case Json.Obj _, Json.Arr _, Json.Null _ ->
                throw new ConfigException("\"" + key + "." + member.getKey() + "\" must be a text");
          };
      texts.put(member.getKey(), expansion.of(value));
    }
    return texts;
  }

  private static Duration millis(Json.Obj entry, String key, Duration fallback)
      throws ConfigException {
    if (!entry.has(key)) return fallback;
    var millis = entry.integer(key, 0);
    if (millis < 1) throw new ConfigException("\"" + key + "\" is a number of milliseconds from 1");
    return Duration.ofMillis(millis);
  }

  private static Optional<List<String>> names(Json.Obj entry, String key, String other) {
    var used = entry.has(key) ? key : other;
    return entry.has(used) ? Optional.of(strings(entry.array(used))) : Optional.empty();
  }
}
