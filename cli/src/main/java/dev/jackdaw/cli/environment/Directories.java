package dev.jackdaw.cli.environment;

import dev.jackdaw.api.JackdawException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the user's own files are: the XDG folders, their native counterparts on macOS and Windows,
 * or below {@code JACKDAW_HOME}. Asking where they are touches nothing; {@link #createState} and
 * {@link #createCache} create them, for the user alone, when something is about to be written.
 *
 * <p>Where nothing can be written, a run still works: state and cache then live in a new temporary
 * folder, and a warning says so. A {@code JACKDAW_HOME} that cannot be used is an error instead,
 * because somebody asked for it. Safe for use by several threads.
 */
public final class Directories {
  private static final FileAttribute<?>[] PRIVATE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
  };

  private final Path config;
  private final Path state;
  private final Path cache;
  private final Kind kind;
  private final Path temporary;
  private final Consumer<String> warnings;
  private @Nullable Path substitute;

  private Directories(Path base, Kind kind, Environment environment, Consumer<String> warnings) {
    this.config = kind.config(base, environment);
    this.state = kind.state(base, environment);
    this.cache = kind.cache(base, environment);
    this.kind = kind;
    this.temporary = environment.temporary();
    this.warnings = warnings;
  }

  /**
   * Finds the folders.
   *
   * @param warnings hears, at most once each, why a substitute is used
   * @throws JackdawException of kind user when {@code JACKDAW_HOME} is not a path
   */
  public static Directories of(Environment environment, Consumer<String> warnings) {
    var named = environment.variable("JACKDAW_HOME");
    if (named.isPresent()) {
      return new Directories(chosen(named.get(), environment), Kind.CHOSEN, environment, warnings);
    }
    var home = environment.home();
    if (home.isEmpty()) {
      var nowhere = environment.directory().resolve("/nonexistent").resolve("jackdaw");
      return new Directories(nowhere, Kind.NOWHERE, environment, warnings);
    }
    var kind =
        switch (environment.platform()) {
          case LINUX -> Kind.XDG;
          case MACOS -> Kind.MACOS;
          case WINDOWS -> Kind.WINDOWS;
        };
    return new Directories(home.get(), kind, environment, warnings);
  }

  private static Path chosen(String given, Environment environment) {
    try {
      return environment.directory().resolve(given).normalize();
    } catch (InvalidPathException e) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "home-unusable",
          "JACKDAW_HOME is not a path (" + e.getReason() + "). Set it to a folder, or unset it.",
          e);
    }
  }

  /** Returns where settings are; the folder may not exist. */
  public Path config() {
    return config;
  }

  /** Returns where the user unpacks extensions; the folder may not exist. */
  public Path extensions() {
    return config.resolve("extensions");
  }

  /**
   * Returns whether an extension is unpacked to a folder of that name. Nothing in it is looked at.
   */
  public boolean hasExtension(String name) {
    return new File(extensions().toFile(), name).isDirectory();
  }

  /** Returns where sessions and logs would be; the folder may not exist. */
  public Path state() {
    return state;
  }

  /** Returns where things that can be fetched again would be; the folder may not exist. */
  public Path cache() {
    return cache;
  }

  /**
   * Returns the folder for sessions and logs, which exists and can be written.
   *
   * @throws JackdawException when neither it nor a substitute can be
   */
  public Path createState() {
    return create(state);
  }

  /**
   * Returns the folder for what can be fetched again, which exists and can be written.
   *
   * @throws JackdawException when neither it nor a substitute can be
   */
  public Path createCache() {
    return create(cache);
  }

  private Path create(Path wanted) {
    var file = wanted.toFile();
    if (file.isDirectory() && file.canWrite()) return wanted;
    try {
      if (kind == Kind.NOWHERE) throw new IOException("there is no home folder; HOME is not set");
      createPrivately(wanted);
      if (!Files.isWritable(wanted)) throw new IOException("it cannot be written");
      return wanted;
    } catch (IOException e) {
      if (kind == Kind.CHOSEN) throw unusable(wanted, e);
      return substitute(wanted, e).resolve(wanted.equals(state) ? "state" : "cache");
    }
  }

  private static JackdawException unusable(Path wanted, IOException cause) {
    return new JackdawException(
        JackdawException.Kind.USER,
        "home-unusable",
        "JACKDAW_HOME cannot be used: "
            + wanted
            + ": "
            + reason(cause)
            + ". Make it a folder you can write, or unset JACKDAW_HOME.",
        cause);
  }

  private synchronized Path substitute(Path wanted, IOException cause) {
    var known = substitute;
    if (known != null) return known;
    try {
      var created = Files.createTempDirectory(temporary, "jackdaw-");
      createPrivately(created.resolve("state"));
      createPrivately(created.resolve("cache"));
      warnings.accept(
          wanted
              + " cannot be used ("
              + reason(cause)
              + "). Sessions of this run are kept in "
              + created
              + ", and only until the system clears it. Set JACKDAW_HOME to a folder you can"
              + " write.");
      substitute = created;
      return created;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "no-writable-folder",
          "Neither "
              + wanted
              + " ("
              + reason(cause)
              + ") nor "
              + temporary
              + " ("
              + reason(e)
              + ") can be written. Set JACKDAW_HOME to a folder you can write.",
          e);
    }
  }

  /** Creates what is missing of the path, as the XDG specification asks for, mode 700. */
  private static void createPrivately(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    var parent = folder.getParent();
    if (parent != null) createPrivately(parent);
    try {
      if (Files.getFileStore(parent == null ? folder : parent).supportsFileAttributeView("posix")) {
        Files.createDirectory(folder, PRIVATE);
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) throw e;
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException clash -> clash.getFile() + " is not a folder";
      case AccessDeniedException denied -> "no right to create " + denied.getFile();
      case FileSystemException failed -> describe(failed);
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String describe(FileSystemException failed) {
    return failed.getFile() + ": " + Optional.ofNullable(failed.getReason()).orElse("unusable");
  }

  /** The conventions for where things go below a base folder. */
  private enum Kind {
    CHOSEN,
    XDG,
    MACOS,
    WINDOWS,
    /** No home folder: a place that cannot exist, so that nobody can have put settings there. */
    NOWHERE;

    Path config(Path base, Environment environment) {
      return switch (this) {
        case CHOSEN, NOWHERE -> base.resolve("config");
        case XDG -> xdg(environment, "XDG_CONFIG_HOME", base.resolve(".config"));
        case MACOS ->
            xdg(environment, "XDG_CONFIG_HOME", base.resolve("Library/Application Support"));
        case WINDOWS -> xdg(environment, "APPDATA", base.resolve("AppData/Roaming"));
      };
    }

    Path state(Path base, Environment environment) {
      return switch (this) {
        case CHOSEN, NOWHERE -> base.resolve("state");
        case XDG -> xdg(environment, "XDG_STATE_HOME", base.resolve(".local/state"));
        case MACOS ->
            xdg(environment, "XDG_STATE_HOME", base.resolve("Library/Application Support"))
                .resolve("state");
        case WINDOWS ->
            xdg(environment, "LOCALAPPDATA", base.resolve("AppData/Local")).resolve("state");
      };
    }

    Path cache(Path base, Environment environment) {
      return switch (this) {
        case CHOSEN, NOWHERE -> base.resolve("cache");
        case XDG -> xdg(environment, "XDG_CACHE_HOME", base.resolve(".cache"));
        case MACOS -> xdg(environment, "XDG_CACHE_HOME", base.resolve("Library/Caches"));
        case WINDOWS ->
            xdg(environment, "LOCALAPPDATA", base.resolve("AppData/Local")).resolve("cache");
      };
    }

    private static Path xdg(Environment environment, String variable, Path fallback) {
      return environment.folder(variable).orElse(fallback).resolve("jackdaw");
    }
  }
}
