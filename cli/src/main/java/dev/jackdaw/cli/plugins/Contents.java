package dev.jackdaw.cli.plugins;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.api.text.LineDiff;
import dev.jackdaw.cli.definitions.Places.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What approving a plugin would switch on, whole, with every other file by its digest. */
final class Contents {
  private final Tree tree;
  private final Manifest manifest;
  private final List<Item> items = new ArrayList<>();

  private Contents(Tree tree, Manifest manifest) {
    this.tree = tree;
    this.manifest = manifest;
  }

  /**
   * One thing that is switched on, or comes along.
   *
   * @param name tells it apart within the plugin
   * @param effect what it does, as a predicate to its name
   */
  record Item(String name, String effect, String text) {
    String summary() {
      return name + " " + effect;
    }
  }

  static List<Item> of(Tree tree, Manifest manifest) {
    return new Contents(tree, manifest).items();
  }

  /** Returns what is different, as lines of a diff. */
  static List<String> changes(List<Item> before, List<Item> after) {
    var old = texts(before);
    var now = texts(after);
    var names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    var lines = new ArrayList<String>();
    for (var name : names) {
      var diff = LineDiff.shown(name, old.getOrDefault(name, ""), now.getOrDefault(name, ""));
      lines.addAll(diff.lines().toList());
    }
    return lines;
  }

  private static Map<String, String> texts(List<Item> items) {
    var texts = new LinkedHashMap<String, String>();
    for (var item : items) texts.put(item.name(), item.text());
    return texts;
  }

  private List<Item> items() {
    hooks();
    servers();
    for (var file : tree.files().entrySet()) {
      var effect = effect(file.getKey());
      items.add(
          new Item(
              file.getKey(),
              effect.isEmpty()
                  ? "comes with it" + (file.getValue().executable() ? " and can be executed" : "")
                  : effect,
              effect.isEmpty() ? summary(file.getValue()) : file.getValue().text()));
    }
    return items;
  }

  private static String summary(Tree.File file) {
    var digest = HexFormat.of().formatHex(Tree.sha256().digest(file.content()));
    return file.content().length + " bytes, sha256 " + digest;
  }

  private String effect(String name) {
    if (isIn(Kind.SKILLS, name) && name.endsWith("/SKILL.md")) {
      return "can be taken up as a skill";
    }
    if (isIn(Kind.COMMANDS, name) && name.endsWith(".md")) return "is a slash command";
    if (isIn(Kind.AGENTS, name) && name.endsWith(".md")) return "defines a sub-agent";
    return isIn(Kind.OUTPUT_STYLES, name) && name.endsWith(".md") ? "can be an output style" : "";
  }

  private boolean isIn(Kind kind, String name) {
    return manifest.folders().getOrDefault(kind, List.of()).stream()
        .anyMatch(folder -> name.startsWith(folder + "/"));
  }

  private void hooks() {
    for (var event : manifest.hooks().members().entrySet()) {
      items.add(
          new Item(
              "hook " + event.getKey(),
              "runs: " + String.join("; ", commands(event.getValue())),
              pretty(event.getValue())));
    }
  }

  private static List<String> commands(Json json) {
    var found = new ArrayList<String>();
    if (json instanceof Json.Arr(var elements)) {
      for (var element : elements) found.addAll(commands(element));
    } else if (json instanceof Json.Obj object) {
      object.string("command").ifPresent(found::add);
      for (var member : object.members().values()) {
        if (!(member instanceof Json.Str)) found.addAll(commands(member));
      }
    }
    return found;
  }

  private void servers() {
    for (var server : manifest.servers().members().entrySet()) {
      var about = server.getValue() instanceof Json.Obj object ? object : Json.Obj.EMPTY;
      var argv = new ArrayList<String>();
      about.string("command").ifPresent(argv::add);
      for (var word : about.array("args")) {
        argv.add(word instanceof Json.Str(var text) ? text : word.compact());
      }
      var what =
          argv.isEmpty()
              ? "talks to: " + about.string("url", "")
              : "starts: " + String.join(" ", argv);
      items.add(new Item("MCP server " + server.getKey(), what, pretty(server.getValue())));
    }
  }

  private static String pretty(Json json) {
    return json instanceof Json.Obj object ? object.pretty() : json.compact();
  }
}
