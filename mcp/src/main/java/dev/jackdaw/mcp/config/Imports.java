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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the servers of other agents' files, as their makers document them, and says of each what
 * could not be taken over. Used once.
 */
public final class Imports {
  private static final Pattern INPUT = Pattern.compile("\\$\\{input:([^}]+)\\}");
  private static final Pattern OTHER = Pattern.compile("\\$\\{([a-zA-Z]+)(?::[^}]*)?\\}");
  private static final Pattern PREFIXED = Pattern.compile("\\$\\{[a-z]+:[^}]*\\}");
  private static final String AMP = "amp.mcpServers";

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
    CONTINUE("continue"),
    CLINE("cline"),
    ROO("roo"),
    GOOSE("goose"),
    AMP("amp");

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
          "default_tools_approval_mode",
              "tools that need no question are allowed by rules (permissions.allow)",
          "envFile", "variables stand in \"env\", or in the environment",
          "dev", "servers are not watched",
          "watchPaths", "servers are not watched",
          "gallery", "it says where the editor found the server",
          "authProviderType", "a login is made by jackdaw mcp login");

  /** Keys of entries that one of them has and the others have not. */
  private static final Map<String, Format> SIGNS =
      Map.of(
          "httpUrl", Format.GEMINI,
          "includeTools", Format.GEMINI,
          "excludeTools", Format.GEMINI,
          "auth", Format.CURSOR,
          "envFile", Format.CURSOR,
          "serverUrl", Format.WINDSURF,
          "autoApprove", Format.CLINE,
          "alwaysAllow", Format.ROO,
          "watchPaths", Format.ROO);

  private static final Set<String> TYPES =
      Set.of("", "stdio", "local", "remote", "http", "sse", "streamablehttp");

  private static final Set<String> LOGIN =
      Set.of("clientId", "clientSecret", "scope", "scopes", "callbackPort");

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
    var found = format.isPresent() ? format.get() : guessed(text);
    switch (found) {
      case CODEX -> imports.all(AgentForms.codex(Toml.parse(text)));
      case CONTINUE -> imports.continued(text);
      case GOOSE -> imports.goose(text);
      case VSCODE -> imports.vscode(json(text));
      case GEMINI -> imports.all(OtherForms.gemini(json(text)));
      case OPENCODE -> imports.all(AgentForms.opencode(json(text)));
      case ZED -> imports.all(OtherForms.zed(json(text)));
      case CURSOR -> imports.each(json(text), "mcpServers", OtherForms::cursor);
      case CLINE, ROO -> imports.each(json(text), "mcpServers", AgentForms::inSeconds);
      case AMP -> imports.amp(json(text));
      case CLAUDE_CODE, CLAUDE_DESKTOP, WINDSURF -> imports.usual(json(text));
    }
    return imports.done(found);
  }

  private Read done(Format format) {
    return new Read(format, servers, notes);
  }

  private static Format guessed(String text) throws ConfigException {
    if (text.stripLeading().startsWith("{")) return format(json(text));
    if (text.contains("mcp_servers")) return Format.CODEX;
    if (Yaml.has(text, "mcpServers")) return Format.CONTINUE;
    if (Yaml.has(text, "extensions")) return Format.GOOSE;
    return format(json(text));
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
    var mcp = content.object("mcp");
    if (AgentForms.isOpencode(mcp.has("servers") ? mcp.object("servers") : mcp)) {
      return Format.OPENCODE;
    }
    if (content.has("servers") || mcp.has("servers")) return Format.VSCODE;
    if (content.has("context_servers")) return Format.ZED;
    if (content.has(AMP)) return Format.AMP;
    if (content.has("projects")) return Format.CLAUDE_CODE;
    if (!content.has("mcpServers") && (content.has("mcp") || AgentForms.isOpencode(content))) {
      return Format.OPENCODE;
    }
    for (var server : content.object("mcpServers").members().values()) {
      var words =
          Set.copyOf(server instanceof Json.Obj entry ? entry.members().keySet() : Set.of());
      for (var sign : SIGNS.entrySet()) if (words.contains(sign.getKey())) return sign.getValue();
    }
    return Format.CLAUDE_DESKTOP;
  }

  private void all(Map<String, Json.Obj> entries) {
    entries.forEach((name, entry) -> {
      noteOthers(name, entry.compact(), OTHER);
      add(name, entry, Optional.empty());
    });
  }

  private void each(Json.Obj content, String key, UnaryOperator<Json.Obj> form) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    content
        .object(key)
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Obj entry) entries.put(name, form.apply(entry));
          else notes.add(name + " is no object and was left out.");
        });
    all(entries);
  }

  private void amp(Json.Obj content) {
    each(content, content.has(AMP) ? AMP : "mcpServers", entry -> entry);
  }

  private void continued(String text) throws ConfigException {
    if (text.stripLeading().startsWith("{")) usual(json(text));
    else all(OtherForms.continued(Yaml.parse(Yaml.section(text, "mcpServers"))));
  }

  private void goose(String text) throws ConfigException {
    all(AgentForms.goose(Yaml.parse(Yaml.section(text, "extensions")), notes::add));
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
          if (value instanceof Json.Obj entry) {
            noteOthers(name, entry.compact(), PREFIXED);
            add(name, entry, project);
          } else notes.add(name + " is no object and was left out.");
        });
  }

  /** What means nothing here is named and left out. */
  private void add(String name, Json.Obj entry, Optional<String> project) {
    var kept = login(name, tools(name, sandbox(name, entry)));
    for (var key : List.copyOf(kept.members().keySet())) {
      var why = NO_USE.get(key);
      if (why == null) continue;
      notes.add(name + ": \"" + key + "\" was not taken over: " + why + ".");
      kept = kept.without(key);
    }
    for (var unknown : ConfigReader.unknown(kept)) {
      notes.add(name + ": the key " + unknown + " was not taken over.");
    }
    for (var key : List.copyOf(kept.members().keySet())) {
      if (!ConfigReader.isKnown(key)) kept = kept.without(key);
    }
    var problem = problem(kept);
    if (problem.isEmpty()) servers.add(new Server(usable(name), kept, project));
    else notes.add(name + " was left out: " + problem + ".");
  }

  private static String problem(Json.Obj entry) {
    var type = entry.string("type", "").toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    if (!TYPES.contains(type)) return "\"" + type + "\" is not spoken here";
    if (!entry.string("command", "").isBlank()) return "";
    for (var key : List.of("url", "httpUrl", "serverUrl")) {
      var address = entry.string(key, "").strip();
      if (address.startsWith("unix:") || address.startsWith("pipe:")) {
        return "sockets and pipes are not reached";
      }
      if (!address.isEmpty()) return "";
    }
    return "it has neither a command nor an address";
  }

  /** An editor's switch for its sandbox is ours; its rules are not. */
  private Json.Obj sandbox(String name, Json.Obj entry) {
    var kept = entry.without("sandboxEnabled");
    if (entry.get("sandbox").orElse(Json.Null.INSTANCE) instanceof Json.Obj) {
      notes.add(
          name + ": the rules of its sandbox were not taken over: those of the session hold.");
      kept = kept.without("sandbox");
    }
    return entry.bool("sandboxEnabled", false) ? kept.with("sandbox", Json.of(true)) : kept;
  }

  /** A list with a star means all of them; a table says which of them need a question. */
  private Json.Obj tools(String name, Json.Obj entry) {
    if (!entry.has("tools")) return entry;
    var kept = entry.without("tools");
    var list = entry.array("tools");
    if (entry.get("tools").orElse(Json.Null.INSTANCE) instanceof Json.Obj) {
      notes.add(name + ": \"tools\" was not taken over: " + NO_USE.get("trust") + ".");
      return kept;
    }
    return list.isEmpty() || list.contains(Json.of("*"))
        ? kept
        : kept.with("enabledTools", Json.array(list));
  }

  private Json.Obj login(String name, Json.Obj entry) {
    if (!entry.has("oauth")) return entry;
    var known = Json.object();
    for (var member : entry.object("oauth").members().entrySet()) {
      if (LOGIN.contains(member.getKey())) {
        known.put(member.getKey(), member.getValue());
      } else if (!member.getKey().equals("enabled")) {
        notes.add(name + ": \"oauth." + member.getKey() + "\" was not taken over.");
      }
    }
    var kept = known.build();
    return kept.members().isEmpty() ? entry.without("oauth") : entry.with("oauth", kept);
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
      noteOthers(member.getKey(), text, OTHER);
      add(member.getKey(), Json.parseObject(text), Optional.empty());
    }
  }

  private static String variable(String id) {
    var plain = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "INPUT_" + plain : plain;
  }

  private void noteOthers(String name, String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    var seen = new TreeSet<String>();
    while (matcher.find()) {
      var word = matcher.group();
      if (word.startsWith("${env:") || !word.matches(".*[a-z].*") || word.contains(":-")) continue;
      if (seen.add(word)) notes.add(name + ": " + word + " means nothing here.");
    }
  }
}
