package dev.jackdaw.cli.lsp;

import dev.jackdaw.api.Nearest;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.settings.LanguageSettings;
import dev.jackdaw.lsp.Hold;
import dev.jackdaw.lsp.KnownServers;
import dev.jackdaw.lsp.ServerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a language server of settings: one of one's own, or what is different about a known one.
 */
final class ServerReader {
  private static final List<String> FIELDS =
      List.of(
          "command",
          "args",
          "extensionToLanguage",
          "rootMarkers",
          "env",
          "initializationOptions",
          "settings",
          "enabled",
          "sandbox");

  private ServerReader() {}

  static String place(LanguageSettings.Entry entry) {
    return "language server \"" + entry.name() + "\" in " + entry.origin().where();
  }

  /** What is not said of a known server stays as it is known. */
  static ServerSpec read(LanguageSettings.Entry entry, List<String> problems) {
    var content = entry.content();
    for (var field : content.members().keySet()) {
      if (FIELDS.contains(field)) continue;
      problems.add(place(entry) + ": the key \"" + field + "\" has no effect" + hint(field));
    }
    var known = KnownServers.ALL.stream().filter(s -> s.name().equals(entry.name())).findFirst();
    var command = new ArrayList<String>();
    if (content.has("command")) {
      command.add(text(content, "command"));
      command.addAll(texts(content, "args"));
    } else {
      known.ifPresent(spec -> command.addAll(spec.command()));
      if (known.isPresent() && content.has("args")) {
        command.subList(1, command.size()).clear();
        command.addAll(texts(content, "args"));
      }
    }
    if (command.isEmpty()) throw new IllegalArgumentException("it needs a \"command\"");
    var languages =
        content.has("extensionToLanguage")
            ? extensions(map(content, "extensionToLanguage"))
            : known.map(ServerSpec::languages).orElse(Map.of());
    if (languages.isEmpty()) {
      throw new IllegalArgumentException(
          "it needs \"extensionToLanguage\", such as {\".go\": \"go\"}");
    }
    return new ServerSpec(
        entry.name(),
        command,
        languages,
        content.has("rootMarkers")
            ? texts(content, "rootMarkers")
            : known.map(ServerSpec::markers).orElse(List.of()),
        map(content, "env"),
        content.has("initializationOptions")
            ? content.object("initializationOptions")
            : known.map(ServerSpec::options).orElse(Json.Obj.EMPTY),
        content.object("settings"),
        entry.origin().where(),
        !content.bool("enabled", true),
        hold(entry));
  }

  /** A project has no say in what it is held by. */
  private static Hold hold(LanguageSettings.Entry entry) {
    if (entry.isOfProject()) return Hold.SANDBOX_ONLY;
    return entry.content().bool("sandbox", true) ? Hold.SANDBOX : Hold.FREE;
  }

  private static String hint(String field) {
    var hint = Nearest.hint(field, FIELDS);
    return hint.isEmpty() ? "." : hint;
  }

  private static Map<String, String> extensions(Map<String, String> given) {
    var languages = new HashMap<String, String>();
    given.forEach((extension, language) ->
        languages.put(extension.startsWith(".") ? extension : "." + extension, language));
    return languages;
  }

  private static String text(Json.Obj content, String name) {
    if (content.get(name).orElse(Json.Null.INSTANCE) instanceof Json.Str(var text)
        && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException("\"" + name + "\" must be a text");
  }

  private static List<String> texts(Json.Obj content, String name) {
    var texts = new ArrayList<String>();
    for (var each : content.array(name)) {
      if (!(each instanceof Json.Str(var text))) {
        throw new IllegalArgumentException("\"" + name + "\" must be a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private static Map<String, String> map(Json.Obj content, String name) {
    var texts = new LinkedHashMap<String, String>();
    for (var member : content.object(name).members().entrySet()) {
      if (!(member.getValue() instanceof Json.Str(var text))) {
        throw new IllegalArgumentException("\"" + name + "\" must be an object of texts");
      }
      texts.put(member.getKey(), text);
    }
    return texts;
  }
}
