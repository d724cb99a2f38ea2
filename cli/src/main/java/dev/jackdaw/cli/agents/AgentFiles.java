package dev.jackdaw.cli.agents;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Head;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.SettingsText;
import dev.jackdaw.engine.memory.Frontmatter.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the definitions of sub-agents. Where several have one name, the first of these counts:
 * {@code --agents}; {@code .jackdaw/agents} and then {@code .claude/agents} of the working
 * directory; {@code agents} in Jackdaw's configuration; {@code .claude/agents} in the home folder;
 * those of plugins, whose names stand before theirs. Where no folder exists it costs a few looks at
 * the disk.
 */
public final class AgentFiles {
  private static final String OPTION = "--agents";

  private final Environment environment;
  private final Places places;

  public AgentFiles(Environment environment, Directories directories) {
    this(Places.withoutPlugins(environment, directories));
  }

  /** As the other, with those of plugins. */
  public AgentFiles(Places places) {
    this.environment = places.environment();
    this.places = places;
  }

  /** Where a definition stands. */
  public enum Level {
    OPTION("--agents"),
    PROJECT("project"),
    USER("user"),
    PLUGIN("plugin");

    private final String text;

    Level(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** A file of a project, as it is. */
  public record ProjectFile(Path path, String text) {}

  /**
   * Reads all of them.
   *
   * @param option what was given as {@code --agents}
   * @throws JackdawException when that is no object of objects
   */
  public AgentCatalog read(Optional<String> option, boolean trusted) {
    var catalog = new AgentCatalog.Builder();
    option.ifPresent(given -> addOption(given, catalog));
    for (var place : places.ofProject(Places.Kind.AGENTS)) {
      if (trusted) addFolder(place, Level.PROJECT, catalog);
      else catalog.untrusted(count(place.folder()));
    }
    for (var place : places.ofUser(Places.Kind.AGENTS)) addFolder(place, Level.USER, catalog);
    for (var place : places.plugins().apply(Places.Kind.AGENTS)) {
      addFolder(place, Level.PLUGIN, catalog);
    }
    return catalog.build();
  }

  private static int count(Path folder) {
    return folder.toFile().isDirectory() ? files(folder).size() : 0;
  }

  /** Returns the files of a project's definitions, for whoever is to trust them. */
  public static List<ProjectFile> ofProject(Path folder) {
    var found = new ArrayList<ProjectFile>();
    for (var place : Places.ofProject(folder, Places.Kind.AGENTS)) {
      if (!place.exists()) continue;
      for (var file : files(place.folder())) {
        try {
          found.add(new ProjectFile(file, DefinitionText.read(file, folder)));
        } catch (DefinitionException e) {
          found.add(new ProjectFile(file, "(" + e.getMessage() + ")"));
        }
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) {
    return DefinitionText.entries(folder, "*.md");
  }

  /** A file of a project is read without leaving it; one of the user may be a link. */
  private static void addFolder(Place place, Level level, AgentCatalog.Builder to) {
    if (!place.exists()) return;
    for (var file : files(place.folder())) {
      var where = file.toString();
      try {
        var head = Head.parse(DefinitionText.read(file, place.root()), true);
        var name = file.getFileName().toString();
        var reader =
            new DefinitionReader(head.fields(), (line, text) -> to.problem(where, line, text));
        var label = new Label(Label.Source.MEMORY, where);
        var fallback = name.substring(0, name.length() - ".md".length());
        var definition = reader.read(place.plugin(), fallback, place.filled(head.body()), label);
        to.add(definition, level, where, reader.skills());
      } catch (DefinitionException e) {
        to.unusable(where, e);
      }
    }
  }

  private void addOption(String given, AgentCatalog.Builder to) {
    var object = SettingsText.readEither(OPTION, given, environment.directory());
    for (var member : object.members().entrySet()) {
      var where = OPTION + ", \"" + member.getKey() + "\"";
      try {
        if (!(member.getValue() instanceof Json.Obj value)) {
          throw new DefinitionException(0, "it must be an object with description and prompt.");
        }
        var fields = fields(value);
        var prompt = fields.get("prompt");
        var reader = new DefinitionReader(fields, (line, text) -> to.problem(where, line, text));
        var text = prompt == null ? "" : prompt.text();
        var definition = reader.read(member.getKey(), text, Label.USER);
        to.add(definition, Level.OPTION, OPTION, reader.skills());
      } catch (DefinitionException e) {
        throw new JackdawException(
            JackdawException.Kind.USER, "bad-agents", where + ": " + e.getMessage(), e);
      }
    }
  }

  private static Map<String, Field> fields(Json.Obj object) throws DefinitionException {
    var fields = new LinkedHashMap<String, Field>();
    for (var member : object.members().entrySet()) {
      var value = member.getValue();
      if (value instanceof Json.Arr(var elements)) {
        var texts = new ArrayList<String>();
        for (var element : elements) texts.add(scalar(member.getKey(), element));
        fields.put(member.getKey(), new Field(0, texts, true));
      } else if (!(value instanceof Json.Obj)) {
        fields.put(member.getKey(), new Field(0, List.of(scalar(member.getKey(), value)), false));
      }
    }
    return fields;
  }

  private static String scalar(String key, Json value) throws DefinitionException {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var literal) -> literal;
      case Json.Bool(var flag) -> Boolean.toString(flag);
      case Json.Null _, Json.Arr _, Json.Obj _ ->
          throw new DefinitionException(0, "\"" + key + "\" has a value of the wrong kind.");
    };
  }
}
