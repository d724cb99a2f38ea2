package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.json.JsonException;
import dev.jackdaw.cli.definitions.Places.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plugin says of itself.
 *
 * @param folders where it keeps each kind of definition, within itself
 * @param hooks as the settings have them; empty for none
 * @param servers MCP servers by name; empty for none
 */
record Manifest(
    String name,
    String version,
    String description,
    Map<Kind, List<String>> folders,
    Json.Obj hooks,
    Json.Obj servers) {
  static final List<String> FILES =
      List.of(".jackdaw-plugin/plugin.json", ".claude-plugin/plugin.json");

  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
  private static final Set<String> RESERVED =
      Set.of("jackdaw", "plugin", "plugins", "mcp", "user", "project", "default");

  /**
   * Reads the manifest among the files; {@code taken} are names that none may have.
   *
   * @throws PluginException when there is none, or it says what no plugin may say
   */
  static Manifest of(Tree tree, Set<String> taken) {
    for (var file : FILES) {
      var found = tree.files().get(file);
      if (found != null) return read(file, parsed(file, found.text()), tree, taken);
    }
    throw new PluginException("there is no " + String.join(" or ", FILES) + " in it.");
  }

  private static Json.Obj parsed(String file, String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonException e) {
      throw new PluginException(file + " is no JSON object: " + e.getMessage() + ".");
    }
  }

  private static Manifest read(String file, Json.Obj content, Tree tree, Set<String> taken) {
    var name = content.string("name", "");
    if (!NAME.matcher(name).matches()) {
      throw new PluginException(
          file + ": \"name\" must be 1 to 64 small letters, digits and '-', not \"" + name + "\".");
    }
    if (RESERVED.contains(name) || taken.contains(name)) {
      throw new PluginException(
          "a plugin may not be called \"" + name + "\": Jackdaw uses that name.");
    }
    var folders = new EnumMap<Kind, List<String>>(Kind.class);
    folders.put(Kind.SKILLS, folders(content, "skills", tree));
    folders.put(Kind.COMMANDS, folders(content, "commands", tree));
    folders.put(Kind.AGENTS, folders(content, "agents", tree));
    folders.put(Kind.OUTPUT_STYLES, folders(content, "outputStyles", tree));
    return new Manifest(
        name,
        content.string("version", ""),
        content.string("description", ""),
        folders,
        object(content, "hooks", "hooks/hooks.json", tree),
        object(content, "mcpServers", ".mcp.json", tree));
  }

  /** The folder of the usual name counts beside those that are named. */
  private static List<String> folders(Json.Obj content, String key, Tree tree) {
    var all = new ArrayList<String>();
    var usual = key.equals("outputStyles") ? Kind.OUTPUT_STYLES.folder() : key;
    if (isFolder(tree, usual)) all.add(usual);
    for (var written : texts(content, key)) {
      var member = Names.member(written);
      if (!isFolder(tree, member) && !tree.files().containsKey(member)) {
        throw new PluginException("the manifest names \"" + written + "\", which is not there.");
      }
      if (!isFolder(tree, member)) {
        throw new PluginException(
            "the manifest names the file \""
                + written
                + "\" under \""
                + key
                + "\"; name its folder.");
      }
      if (!all.contains(member)) all.add(member);
    }
    return List.copyOf(all);
  }

  private static boolean isFolder(Tree tree, String name) {
    return tree.files().keySet().stream().anyMatch(file -> file.startsWith(name + "/"));
  }

  private static List<String> texts(Json.Obj content, String key) {
    var value = content.get(key);
    if (value.isEmpty()) return List.of();
    if (value.get() instanceof Json.Str(var text)) return List.of(text);
    if (!(value.get() instanceof Json.Arr(var elements))) throw wrong(key);
    var texts = new ArrayList<String>();
    for (var element : elements) {
      if (!(element instanceof Json.Str(var text))) throw wrong(key);
      texts.add(text);
    }
    return texts;
  }

  private static PluginException wrong(String key) {
    return new PluginException(
        "\"" + key + "\" of the manifest must be a path or a list of paths.");
  }

  /** An object stands in the manifest, in a file it names, or in the file of the usual name. */
  private static Json.Obj object(Json.Obj content, String key, String usual, Tree tree) {
    var value = content.get(key);
    if (value.isPresent() && value.get() instanceof Json.Obj inline) return unwrapped(inline, key);
    var named = value.isPresent() ? texts(content, key) : List.<String>of();
    if (named.size() > 1) throw wrong(key);
    var file = named.isEmpty() ? usual : Names.member(named.getFirst());
    var found = tree.files().get(file);
    if (found != null) return unwrapped(parsed(file, found.text()), key);
    if (named.isEmpty()) return Json.Obj.EMPTY;
    throw new PluginException(
        "the manifest names \"" + named.getFirst() + "\", which is not there.");
  }

  private static Json.Obj unwrapped(Json.Obj object, String key) {
    return object.get(key).isPresent() ? object.object(key) : object;
  }
}
