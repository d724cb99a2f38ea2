package dev.jackdaw.cli.settings;

import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the settings that hold for a run. Where no file exists it costs a few looks at the disk.
 *
 * <p>Project files are those of the working directory and of every folder above it up to the root
 * of the repository: they only tighten, so that starting deeper must not escape them. Of {@code
 * .claude/} only permissions and hooks are read.
 */
public final class SettingsReader {
  private static final String FILE = "settings.json";
  private static final String LOCAL_FILE = "settings.local.json";

  private final Environment environment;
  private final Path managedFile;
  private final Path userFile;
  private final Optional<Path> state;

  public SettingsReader(Environment environment, Directories directories) {
    this(
        environment,
        managedFile(environment),
        directories.config().resolve(FILE),
        Optional.of(directories.state()));
  }

  SettingsReader(Environment environment, Path managedFile, Path userFile) {
    this(environment, managedFile, userFile, Optional.empty());
  }

  private SettingsReader(
      Environment environment, Path managedFile, Path userFile, Optional<Path> state) {
    this.state = state;
    this.environment = environment;
    this.managedFile = managedFile;
    this.userFile = userFile;
  }

  private static Path managedFile(Environment environment) {
    return switch (environment.platform()) {
      case LINUX -> Path.of("/etc/jackdaw", FILE);
      case MACOS -> Path.of("/Library/Application Support/jackdaw", FILE);
      case WINDOWS ->
          environment
              .folder("ProgramData")
              .orElse(Path.of("C:\\ProgramData"))
              .resolve("jackdaw")
              .resolve(FILE);
    };
  }

  /**
   * Reads every layer and merges them.
   *
   * @throws SettingsException when one of them cannot be used; nothing is passed over in silence
   */
  public Settings read(Arguments arguments) {
    return new SettingsMerge(environment).merge(sources(arguments));
  }

  /** Returns every value that is given anywhere, the strongest place first. */
  public List<GivenValue> given(Arguments arguments) {
    return GivenValue.of(sources(arguments));
  }

  /** Reads every layer, the strongest first. */
  List<SettingsSource> sources(Arguments arguments) {
    var sources = new ArrayList<SettingsSource>();
    add(sources, Layer.MANAGED, managedFile, false);
    if (!sources.isEmpty()) requireProtected(managedFile);
    sources.add(OptionSettings.source(arguments, environment.directory()));
    var given = arguments.text(Option.SETTINGS);
    if (given.isPresent()) sources.add(commandLine(given.get()));
    for (var folder : projectFolders()) {
      if (wants(arguments, "local")) addProject(sources, Layer.PROJECT_LOCAL, folder, LOCAL_FILE);
      if (wants(arguments, "project")) addProject(sources, Layer.PROJECT, folder, FILE);
    }
    if (wants(arguments, "user")) {
      add(sources, Layer.USER, userFile, false);
      state.ifPresent(folder -> addPlugins(sources, folder));
    }
    return sources;
  }

  /** Returns the user's own file, which may not be there. */
  Path userFile() {
    return userFile;
  }

  /** Hooks and servers of plugins, which the user approved, rank behind the user's own. */
  private static void addPlugins(List<SettingsSource> sources, Path state) {
    for (var plugin : Plugins.read(state).settingsOfAll()) {
      var origin = new Origin(Layer.USER, "plugin " + plugin.plugin());
      sources.add(new SettingsSource(origin, plugin.settings(), plugin.root(), true));
    }
  }

  private static boolean wants(Arguments arguments, String source) {
    return !arguments.has(Option.SETTING_SOURCES)
        || arguments.texts(Option.SETTING_SOURCES).contains(source);
  }

  private SettingsSource commandLine(String given) {
    var name = Option.SETTINGS.longName();
    var directory = environment.directory();
    var content = SettingsText.readEither(name, given, directory);
    var where = given.stripLeading().startsWith("{") ? name : given;
    return new SettingsSource(new Origin(Layer.COMMAND_LINE, where), content, directory, false);
  }

  /** Returns the working directory and those above it within the repository, nearest first. */
  private List<Path> projectFolders() {
    var folders = new ArrayList<Path>();
    for (var folder = environment.directory(); folder != null; folder = folder.getParent()) {
      folders.add(folder);
      if (folder.resolve(".git").toFile().exists()) return folders;
    }
    return folders.subList(0, 1);
  }

  private static void addProject(
      List<SettingsSource> sources, Layer layer, Path folder, String name) {
    add(sources, layer, folder.resolve(".jackdaw").resolve(name), false);
    add(sources, layer, folder.resolve(".claude").resolve(name), true);
  }

  private static void add(List<SettingsSource> sources, Layer layer, Path file, boolean foreign) {
    var content = SettingsText.readIfThere(file);
    if (content.isEmpty()) return;
    var folder = file.getParent();
    var base = folder == null || !layer.isProject() ? folder : folder.getParent();
    sources.add(
        new SettingsSource(
            new Origin(layer, file.toString()),
            foreign ? understoodOf(content.get()) : content.get(),
            base == null ? file : base,
            foreign));
  }

  private static Json.Obj understoodOf(Json.Obj content) {
    var understood = Json.object();
    for (var key : List.of("permissions", HookReader.KEY, HookReader.DISABLED)) {
      content.get(key).ifPresent(value -> understood.put(key, value));
    }
    return understood.build();
  }

  /** Whoever could write it would rule over everybody else on the machine. */
  private static void requireProtected(Path file) {
    try {
      if (!Files.getFileStore(file).supportsFileAttributeView("posix")) return;
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new SettingsException(
            file + " can be written by everybody; ask for \"chmod o-w " + file + "\".");
      }
    } catch (IOException e) {
      throw new SettingsException("Cannot check who may write " + file + ": " + e + ".", e);
    }
  }
}
