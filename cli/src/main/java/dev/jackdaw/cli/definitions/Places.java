package dev.jackdaw.cli.definitions;

import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Knows the folders of definitions: the user's, then the project's, then those of plugins. Nothing
 * is looked at here.
 *
 * @param plugins the folders that plugins bring for a kind
 */
public record Places(
    Environment environment, Directories directories, Function<Kind, List<Place>> plugins) {
  /** What is defined, each kind in folders of a name of its own. */
  public enum Kind {
    SKILLS("skills", true),
    COMMANDS("commands", false),
    AGENTS("agents", false),
    OUTPUT_STYLES("output-styles", false);

    private final String folder;
    private final boolean shared;

    Kind(String folder, boolean shared) {
      this.folder = folder;
      this.shared = shared;
    }

    /** Returns the name of the folders. */
    public String folder() {
      return folder;
    }
  }

  /** Where no plugins are. */
  public static Places withoutPlugins(Environment environment, Directories directories) {
    return new Places(environment, directories, _ -> List.of());
  }

  /** Returns all of a kind; of two definitions of one name, that in the first of these counts. */
  public List<Place> of(Kind kind, boolean trusted) {
    var places = new ArrayList<>(ofUser(kind));
    if (trusted) places.addAll(ofProject(kind));
    places.addAll(plugins.apply(kind));
    return places;
  }

  /** Returns those of the user. In a home folder that is the project they are the project's. */
  public List<Place> ofUser(Kind kind) {
    var places = new ArrayList<Place>();
    places.add(Place.ofUser(directories.config().resolve(kind.folder)));
    var home = environment.home();
    if (home.isPresent() && !CanonicalPath.of(home.get()).equals(project())) {
      places.add(Place.ofUser(home.get().resolve(".claude").resolve(kind.folder)));
      if (kind.shared) places.add(Place.ofUser(home.get().resolve(".agents").resolve(kind.folder)));
    }
    return places;
  }

  /** Returns those of the project. */
  public List<Place> ofProject(Kind kind) {
    return ofProject(project(), kind);
  }

  /** Returns those of a project, which is canonical. */
  public static List<Place> ofProject(Path project, Kind kind) {
    var places = new ArrayList<Place>();
    for (var owner : kind.shared ? OWNERS : OWNERS.subList(0, 2)) {
      places.add(Place.ofProject(project.resolve(owner).resolve(kind.folder), project));
    }
    return places;
  }

  private static final List<String> OWNERS = List.of(".jackdaw", ".claude", ".agents");

  /** Returns the working directory, canonical. */
  public Path project() {
    return CanonicalPath.of(environment.directory());
  }
}
