package dev.jackdaw.cli.agents;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.files.Folder;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.settings.SettingsText;
import dev.jackdaw.engine.memory.Frontmatter;
import dev.jackdaw.engine.memory.Frontmatter.Field;
import dev.jackdaw.engine.memory.FrontmatterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definitions of sub-agents. Where several have one name, the first of these counts:
 * {@code --agents}; {@code .jackdaw/agents} and then {@code .claude/agents} of the working
 * directory; {@code agents} in Jackdaw's configuration; {@code .claude/agents} in the home folder.
 * Where no folder exists it costs a few looks at the disk.
 */
public final class AgentFiles {
  static final int MAX_FILE_BYTES = 64 * 1024;
  private static final int MAX_FILES = 200;
  private static final String OPTION = "--agents";

  private final Environment environment;
  private final Directories directories;

  public AgentFiles(Environment environment, Directories directories) {
    this.environment = environment;
    this.directories = directories;
  }

  /** Where a definition stands. */
  public enum Level {
    OPTION("--agents"),
    PROJECT("project"),
    USER("user");

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
    var folder = CanonicalPath.of(environment.directory());
    for (var place : projectFolders(folder)) {
      if (trusted) addFolder(place, folder, Level.PROJECT, catalog);
      else catalog.untrusted(count(place));
    }
    addFolder(directories.config().resolve("agents"), null, Level.USER, catalog);
    environment
        .home()
        .map(home -> home.resolve(".claude").resolve("agents"))
        .filter(place -> projectFolders(folder).stream().noneMatch(place::equals))
        .ifPresent(place -> addFolder(place, null, Level.USER, catalog));
    return catalog.build();
  }

  private static int count(Path folder) {
    return folder.toFile().isDirectory() ? files(folder).size() : 0;
  }

  private static List<Path> projectFolders(Path folder) {
    return List.of(
        folder.resolve(".jackdaw").resolve("agents"), folder.resolve(".claude").resolve("agents"));
  }

  /** Returns the files of a project's definitions, for whoever is to trust them. */
  public static List<ProjectFile> ofProject(Path folder) {
    var found = new ArrayList<ProjectFile>();
    for (var place : projectFolders(folder)) {
      if (!place.toFile().isDirectory()) continue;
      for (var file : files(place)) {
        try {
          found.add(new ProjectFile(file, text(file, folder)));
        } catch (DefinitionException | IOException e) {
          found.add(new ProjectFile(file, "(" + e.getMessage() + ")"));
        }
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, "*.md")) {
      for (var entry : entries) files.add(entry);
    } catch (IOException | DirectoryIteratorException _) {
      return List.of();
    }
    files.sort(null);
    return files.size() > MAX_FILES ? files.subList(0, MAX_FILES) : files;
  }

  /** A file of a project is read without leaving it; one of the user may be a link. */
  private static void addFolder(
      Path place, @Nullable Path root, Level level, AgentCatalog.Builder to) {
    if (!place.toFile().isDirectory()) return;
    for (var file : files(place)) {
      try {
        var head = Frontmatter.parse(root == null ? ownText(file) : text(file, root));
        var name = file.getFileName().toString();
        var reader =
            new DefinitionReader(
                head.fields(), (line, text) -> to.problem(file.toString(), line, text));
        var label = new Label(Label.Source.MEMORY, file.toString());
        var fallback = name.substring(0, name.length() - ".md".length());
        to.add(reader.read(fallback, head.body(), label), level, file.toString());
      } catch (FrontmatterException e) {
        to.unusable(
            file.toString(), new DefinitionException(e.line(), String.valueOf(e.getMessage())));
      } catch (DefinitionException e) {
        to.unusable(file.toString(), e);
      } catch (IOException e) {
        to.unusable(file.toString(), new DefinitionException(0, "it cannot be read: " + e + "."));
      }
    }
  }

  private static String text(Path file, Path root) throws IOException, DefinitionException {
    var real = file.toRealPath();
    var parent = real.getParent();
    if (parent == null || !real.startsWith(root)) {
      throw new DefinitionException(0, "it is a link that leads out of " + root + ". Copy it.");
    }
    try (var folder = Folder.open(parent, root);
        var in = Channels.newInputStream(folder.read(real.getFileName()))) {
      return decoded(in.readNBytes(MAX_FILE_BYTES + 1));
    }
  }

  private static String ownText(Path file) throws IOException, DefinitionException {
    if (!Files.isRegularFile(file)) throw new DefinitionException(0, "it is not a regular file.");
    try (var in = Files.newInputStream(file)) {
      return decoded(in.readNBytes(MAX_FILE_BYTES + 1));
    }
  }

  private static String decoded(byte[] bytes) throws DefinitionException {
    if (bytes.length > MAX_FILE_BYTES) {
      throw new DefinitionException(
          0, "it is larger than " + MAX_FILE_BYTES / 1024 + " KiB. Shorten it.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new DefinitionException(0, "it is not valid UTF-8. Save it as UTF-8.");
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
        to.add(reader.read(member.getKey(), text, Label.USER), Level.OPTION, OPTION);
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
