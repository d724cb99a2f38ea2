package dev.jackdaw.mcp.config;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the servers of other agents' files, as their makers document them, and says of each what
 * could not be taken over. Used once.
 */
public final class Imports {
  private static final Pattern INPUT = Pattern.compile("\\$\\{input:([^}]+)\\}");
  private static final Pattern OTHER = Pattern.compile("\\$\\{([a-zA-Z]+)(?::[^}]*)?\\}");

  /** Where a file comes from. */
  public enum Format {
    CLAUDE_CODE("claude-code"),
    CLAUDE_DESKTOP("claude-desktop"),
    VSCODE("vscode"),
    CURSOR("cursor"),
    CODEX("codex"),
    GEMINI("gemini"),
    WINDSURF("windsurf"),
    OPENCODE("opencode"),
    ZED("zed"),
    CONTINUE("continue");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    /** Returns the word that users type. */
    public String word() {
      return word;
    }
  }

  /**
   * One server.
   *
   * @param project the folder it is meant for; nothing for everywhere
   */
  public record Server(String name, Json.Obj entry, Optional<String> project) {}

  /**
   * What was read.
   *
   * @param notes what could not be taken over, or needs the user, a sentence each
   */
  public record Read(Format format, List<Server> servers, List<String> notes) {
    public Read {
      servers = List.copyOf(servers);
      notes = List.copyOf(notes);
    }
  }

  /** Keys that mean the same here under another name, or nothing at all. */
  private static final Map<String, String> NO_USE =
      Map.of(
          "alwaysAllow", "tools that need no question are allowed by rules (permissions.allow)",
          "autoApprove", "tools that need no question are allowed by rules (permissions.allow)",
          "trust", "tools that need no question are allowed by rules (permissions.allow)",
          "envFile", "variables stand in \"env\", or in the environment",
          "dev", "servers are not watched",
          "gallery", "it says where the editor found the server",
          "sandboxEnabled", "\"sandbox\": true confines a server here",
          "authProviderType", "a login is made by jackdaw mcp login");

  private final List<Server> servers = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Imports() {}

  /**
   * Reads a file.
   *
   * @param format nothing to find it out by the form
   * @throws ConfigException when it is no such file
   */
  public static Read read(String text, Optional<Format> format) throws ConfigException {
    var imports = new Imports();
    if (format.filter(Format.CODEX::equals).isPresent() || format.isEmpty() && isToml(text)) {
      imports.codex(Toml.parse(text));
      return imports.done(Format.CODEX);
    }
    if (format.filter(Format.CONTINUE::equals).isPresent() || format.isEmpty() && isYaml(text)) {
      imports.all(OtherForms.continued(Yaml.parse(text)));
      return imports.done(Format.CONTINUE);
    }
    var content = json(text);
    var found = format.orElseGet(() -> format(content));
    switch (found) {
      case VSCODE -> imports.vscode(content);
      case GEMINI -> imports.all(OtherForms.gemini(content));
      case OPENCODE -> imports.all(OtherForms.opencode(content));
      case ZED -> imports.all(OtherForms.zed(content));
      case CURSOR -> imports.cursor(content);
      case CLAUDE_CODE, CLAUDE_DESKTOP, WINDSURF, CODEX, CONTINUE -> imports.usual(content);
    }
    return imports.done(found);
  }

  private Read done(Format format) {
    return new Read(format, servers, notes);
  }

  private static boolean isToml(String text) {
    return !text.stripLeading().startsWith("{") && text.contains("mcp_servers");
  }

  private static boolean isYaml(String text) {
    return !text.stripLeading().startsWith("{")
        && text.lines().anyMatch(line -> line.startsWith("mcpServers:"));
  }

  /** Files of editors have comments and commas too many. */
  private static Json.Obj json(String text) throws ConfigException {
    try {
      return Json.parseObject(Comments.removed(text));
    } catch (JsonException e) {
      throw new ConfigException("it is no JSON object: " + e.getMessage());
    }
  }

  private static Format format(Json.Obj content) {
    if (content.has("servers") || content.object("mcp").has("servers")) return Format.VSCODE;
    if (content.has("context_servers")) return Format.ZED;
    if (content.has("mcp") && !content.has("mcpServers")) return Format.OPENCODE;
    if (content.has("projects")) return Format.CLAUDE_CODE;
    for (var server : content.object("mcpServers").members().values()) {
      if (server instanceof Json.Obj entry
          && (entry.has("httpUrl") || entry.has("includeTools") || entry.has("excludeTools"))) {
        return Format.GEMINI;
      }
      if (value(server, "auth") || value(server, "envFile")) return Format.CURSOR;
      if (value(server, "serverUrl")) return Format.WINDSURF;
    }
    return Format.CLAUDE_DESKTOP;
  }

  private static boolean value(Json server, String key) {
    return server instanceof Json.Obj entry && entry.has(key);
  }

  private void all(Map<String, Json.Obj> entries) {
    entries.forEach((name, entry) -> {
      noteOthers(name, entry.compact());
      add(name, entry, Optional.empty());
    });
  }

  private void cursor(Json.Obj content) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object("mcpServers")
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj entry) entries.put(name, OtherForms.cursor(entry));
        });
    all(entries);
  }

  private void usual(Json.Obj content) {
    addAll(content.object("mcpServers"), Optional.empty());
    content
        .object("projects")
        .members()
        .forEach((folder, value) -> {
          if (value instanceof Json.Obj project) project(folder, project);
        });
  }

  /** A server that is off in the folder stays off; what was approved there is asked here. */
  private void project(String folder, Json.Obj project) {
    var own = project.object("mcpServers");
    for (var off : project.array("disabledMcpServers")) {
      if (!(off instanceof Json.Str(var name))) continue;
      if (own.object(name).members().isEmpty()) {
        notes.add(
            name + " is off in " + folder + " there; here it is on wherever it is configured.");
      } else {
        own = own.with(name, own.object(name).with("disabled", Json.of(true)));
      }
    }
    for (var key : List.of("enabledMcpjsonServers", "disabledMcpjsonServers")) {
      if (project.array(key).isEmpty()) continue;
      notes.add(
          "\""
              + key
              + "\" of "
              + folder
              + " was not taken over: servers of a project's .mcp.json start once the folder is"
              + " trusted.");
    }
    addAll(own, Optional.of(folder));
  }

  private void addAll(Json.Obj entries, Optional<String> project) {
    entries
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj entry) add(name, entry, project);
          else notes.add(name + " is no object and was left out.");
        });
  }

  /** What means nothing here is named and left out. */
  private void add(String name, Json.Obj entry, Optional<String> project) {
    var kept = entry;
    for (var key : Set.copyOf(entry.members().keySet())) {
      var why = NO_USE.get(key);
      if (why == null) continue;
      notes.add(name + ": \"" + key + "\" was not taken over: " + why + ".");
      kept = kept.without(key);
    }
    for (var unknown : ConfigReader.unknown(kept)) {
      notes.add(name + ": the key " + unknown + " was not taken over.");
    }
    for (var key : Set.copyOf(kept.members().keySet())) {
      if (!ConfigReader.isKnown(key)) kept = kept.without(key);
    }
    if (isReachable(kept)) servers.add(new Server(usable(name), kept, project));
    else notes.add(name + " was left out: it has neither a command nor an address.");
  }

  private static boolean isReachable(Json.Obj entry) {
    for (var key : List.of("command", "url", "httpUrl", "serverUrl")) {
      if (!entry.string(key, "").isBlank()) return true;
    }
    return false;
  }

  /** Names with other characters get new ones. */
  private String usable(String name) {
    try {
      ConfigReader.requireName(name);
      return name;
    } catch (ConfigException _) {
      var other = name.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
      var cut = other.isEmpty() ? "server" : other.substring(0, Math.min(48, other.length()));
      notes.add("\"" + name + "\" is called " + cut + " here.");
      return cut;
    }
  }

  /** An input that the editor asks for becomes a variable. */
  private void vscode(Json.Obj content) {
    var servers = content.has("servers") ? content : content.object("mcp");
    for (var member : servers.object("servers").members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj entry)) continue;
      var variables = new TreeSet<String>();
      var text =
          INPUT
              .matcher(entry.compact())
              .replaceAll(match -> {
                var variable = variable(match.group(1));
                variables.add(variable);
                return Matcher.quoteReplacement("${" + variable + "}");
              });
      text = OtherForms.folders(Json.parseObject(text)).compact();
      for (var variable : variables) {
        notes.add(
            member.getKey()
                + ": the editor asks for an input; here it is the variable "
                + variable
                + ", which must be set.");
      }
      noteOthers(member.getKey(), text);
      add(member.getKey(), Json.parseObject(text), Optional.empty());
    }
  }

  private static String variable(String id) {
    var plain = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "INPUT_" + plain : plain;
  }

  private void noteOthers(String name, String text) {
    var matcher = OTHER.matcher(text);
    var seen = new TreeSet<String>();
    while (matcher.find()) {
      var word = matcher.group();
      if (word.startsWith("${env:") || !word.matches(".*[a-z].*") || word.contains(":-")) continue;
      if (seen.add(word)) notes.add(name + ": " + word + " means nothing here.");
    }
  }

  private static final Set<String> CODEX_SAME = Set.of("command", "args", "cwd", "url", "enabled");

  private void codex(Json.Obj content) {
    for (var member : content.object("mcp_servers").members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj entry)) continue;
      var name = member.getKey();
      var kept = new LinkedHashMap<String, Json>();
      var env = new LinkedHashMap<String, Json>(entry.object("env").members());
      var headers = new LinkedHashMap<String, Json>(entry.object("http_headers").members());
      for (var each : entry.members().entrySet()) {
        switch (each.getKey()) {
          case "env", "http_headers" -> {
            // taken above
          }
          case "env_vars" -> {
            for (var variable : entry.array("env_vars")) {
              if (variable instanceof Json.Str(var text))
                env.put(text, Json.of("${" + text + ":-}"));
            }
          }
          case "env_http_headers" ->
              entry
                  .object("env_http_headers")
                  .members()
                  .forEach((header, variable) -> {
                    if (variable instanceof Json.Str(var text)) {
                      headers.put(header, Json.of("${" + text + "}"));
                    }
                  });
          case "bearer_token_env_var" ->
              headers.put(
                  "Authorization",
                  Json.of("Bearer ${" + entry.string("bearer_token_env_var", "") + "}"));
          case "startup_timeout_sec" -> seconds(each.getValue(), "startupTimeout", kept);
          case "startup_timeout_ms" -> kept.put("startupTimeout", each.getValue());
          case "tool_timeout_sec" -> seconds(each.getValue(), "timeout", kept);
          case "enabled_tools" -> kept.put("enabledTools", each.getValue());
          case "disabled_tools" -> kept.put("disabledTools", each.getValue());
          default -> {
            if (CODEX_SAME.contains(each.getKey())) kept.put(each.getKey(), each.getValue());
            else notes.add(name + ": \"" + each.getKey() + "\" was not taken over.");
          }
        }
      }
      if (!env.isEmpty()) kept.put("env", new Json.Obj(env));
      if (!headers.isEmpty()) kept.put("headers", new Json.Obj(headers));
      servers.add(new Server(usable(name), new Json.Obj(kept), Optional.empty()));
    }
  }

  private static void seconds(Json value, String key, Map<String, Json> kept) {
    if (value instanceof Json.Num number) {
      kept.put(key, Json.of(Math.max(1, Math.round(number.asDouble() * 1_000))));
    }
  }
}
