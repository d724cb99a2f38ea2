package dev.jackdaw.cli.styles;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Nearest;
import dev.jackdaw.cli.definitions.DefinitionException;
import dev.jackdaw.cli.definitions.DefinitionText;
import dev.jackdaw.cli.definitions.Head;
import dev.jackdaw.cli.definitions.Level;
import dev.jackdaw.cli.definitions.Place;
import dev.jackdaw.cli.definitions.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The styles there are: those that come along, and files in {@code output-styles} folders. */
public final class Styles {
  /** What stands for no style at all. */
  public static final String DEFAULT = "default";

  private static final List<String> BUILTIN = List.of("concise", "explanatory", "teaching");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _-]{0,63}");

  private final Map<String, OutputStyle> styles = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Styles() {}

  /** Reads all of them. */
  public static Styles read(Places places, boolean trusted) {
    var styles = new Styles();
    for (var name : BUILTIN) styles.addBuiltin(name);
    for (var place : places.of(Places.Kind.OUTPUT_STYLES, trusted)) styles.add(place);
    return styles;
  }

  private void addBuiltin(String name) {
    try (var in = Styles.class.getResourceAsStream(name + ".md")) {
      if (in == null) throw new IllegalStateException("no " + name + ".md in this build");
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      add(name, style(name, Head.parse(text, true), Level.BUILTIN.text(), Label.JACKDAW), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DefinitionException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private void add(Place place) {
    if (!place.exists()) return;
    for (var file : DefinitionText.entries(place.folder(), "*.md")) {
      try {
        var head = Head.parse(DefinitionText.read(file, place.root()), false);
        var label = new Label(Label.Source.MEMORY, file.toString());
        var style = style(name(file, head), head, place.origin(), label);
        add(place.named(style.name()), style, file.toString());
      } catch (DefinitionException e) {
        problems.add("the output style is left out. " + e.at(file.toString()));
      }
    }
  }

  private static String name(Path file, Head head) throws DefinitionException {
    var own = String.valueOf(file.getFileName());
    var name =
        head.text("name").isEmpty()
            ? own.substring(0, own.length() - ".md".length())
            : head.text("name");
    if (NAME.matcher(name).matches()) return name;
    throw new DefinitionException(head.line("name"), "\"" + name + "\" is no name for a style.");
  }

  private static OutputStyle style(String name, Head head, String origin, Label label)
      throws DefinitionException {
    if (head.body().isBlank()) throw new DefinitionException(0, "there is no text in it.");
    return new OutputStyle(name, head.text("description"), origin, label, head.body());
  }

  private void add(String name, OutputStyle style, String where) {
    var key = name.toLowerCase(Locale.ROOT);
    if (key.equals(DEFAULT) || styles.putIfAbsent(key, style) != null) {
      problems.add(where + ": the output style is left out, because there is a \"" + key + "\".");
    }
  }

  /** Returns their names as they are written in settings. */
  public List<String> names() {
    return List.copyOf(styles.keySet());
  }

  public List<OutputStyle> all() {
    return List.copyOf(styles.values());
  }

  /** Returns sentences about what is wrong. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Returns the style of a name; nothing for the agent's own way.
   *
   * @throws JackdawException of kind user when there is none
   */
  public Optional<OutputStyle> named(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    if (key.equals(DEFAULT)) return Optional.empty();
    var style = styles.get(key);
    if (style != null) return Optional.of(style);
    throw new JackdawException(
        JackdawException.Kind.USER,
        "no-such-style",
        "There is no output style \""
            + name
            + "\""
            + Nearest.hint(name, names())
            + ". There are: "
            + DEFAULT
            + ", "
            + String.join(", ", names())
            + ".");
  }

  /** A file of a project, as it is, for whoever is to trust it. */
  public record ProjectFile(Path path, String text) {}

  /** Returns the files that make a project's styles. */
  public static List<ProjectFile> ofProject(Path project) {
    var found = new ArrayList<ProjectFile>();
    for (var place : Places.ofProject(project, Places.Kind.OUTPUT_STYLES)) {
      if (!place.exists()) continue;
      for (var file : DefinitionText.entries(place.folder(), "*.md")) {
        try {
          found.add(new ProjectFile(file, DefinitionText.read(file, project)));
        } catch (DefinitionException e) {
          found.add(new ProjectFile(file, "(" + e.getMessage() + ")"));
        }
      }
    }
    return found;
  }
}
