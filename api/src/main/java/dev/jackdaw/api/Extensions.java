package dev.jackdaw.api;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * Services that are not part of every installation: those on the class path, then those in the
 * folders of the extensions folder, each of which holds the jars of one extension and is loaded
 * apart from the others. Nothing is read before it is asked for. Immutable.
 */
public final class Extensions {
  private final Optional<Path> folder;

  private Extensions(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Returns those on the class path alone, as an embedding program has them. */
  public static Extensions onClassPath() {
    return new Extensions(Optional.empty());
  }

  /**
   * Returns those on the class path and in the folders of this folder, which need not exist.
   *
   * @param folder code in it is run with the user's rights, so it must be the user's own
   */
  public static Extensions in(Path folder) {
    return new Extensions(Optional.of(folder));
  }

  /** Returns where extensions are unpacked. */
  public Optional<Path> folder() {
    return folder;
  }

  /**
   * Returns every installed service of the type. Their class loaders stay open as long as they are
   * in use.
   *
   * @throws JackdawException of kind environment when an extension cannot be loaded
   */
  public <S> List<S> services(Class<S> type) {
    var found = new ArrayList<S>();
    var own = Extensions.class.getClassLoader();
    load(type, own, "the class path", found);
    for (var extension : extensions()) {
      var services = new ArrayList<S>();
      load(type, new URLClassLoader(jars(extension), own), extension.toString(), services);
      for (var service : services) {
        if (!own.equals(service.getClass().getClassLoader())) found.add(service);
      }
    }
    return found;
  }

  /**
   * Returns the names of the classes of every installed service of the type; loads none of them.
   *
   * @throws JackdawException of kind environment when an extension cannot be read
   */
  public Set<String> names(Class<?> type) {
    var file = "META-INF/services/" + type.getName();
    var names = new TreeSet<String>();
    var where = "the class path";
    try {
      for (var url : Collections.list(Extensions.class.getClassLoader().getResources(file))) {
        names.addAll(names(url));
      }
      for (var extension : extensions()) {
        where = extension.toString();
        try (var loader = new URLClassLoader(jars(extension), null)) {
          for (var url : Collections.list(loader.findResources(file))) names.addAll(names(url));
        }
      }
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "extension-broken",
          "The extension in " + where + " cannot be read (" + e + "). Replace or remove it.",
          e);
    }
    return names;
  }

  private static List<String> names(URL services) throws IOException {
    var connection = services.openConnection();
    connection.setUseCaches(false);
    var names = new ArrayList<String>();
    try (var in = connection.getInputStream()) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        var comment = line.indexOf('#');
        var name = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (!name.isEmpty()) names.add(name);
      }
    }
    return names;
  }

  private static <S> void load(Class<S> type, ClassLoader loader, String where, List<S> into) {
    try {
      ServiceLoader.load(type, loader).forEach(into::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "extension-broken",
          "The extension in "
              + where
              + " cannot be loaded ("
              + e.getMessage()
              + "). Replace it by the one of this release, or remove it.",
          e);
    }
  }

  private List<Path> extensions() {
    return folder.map(path -> list(path, Files::isDirectory)).orElse(List.of());
  }

  private static URL[] jars(Path extension) {
    var jars = list(extension, path -> path.toString().endsWith(".jar"));
    var urls = new URL[jars.size()];
    try {
      for (var i = 0; i < urls.length; i++) urls[i] = jars.get(i).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file without an address in " + extension, e);
    }
    return urls;
  }

  /** Returns what the folder holds, by name; nothing when there is no such folder. */
  private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter) {
    if (!new File(folder.toString()).isDirectory()) return List.of();
    try (var stream = Files.newDirectoryStream(folder, filter)) {
      var paths = new ArrayList<Path>();
      stream.forEach(paths::add);
      paths.sort(null);
      return paths;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "extensions-unreadable",
          "The folder of extensions " + folder + " cannot be read (" + e + "). Correct its rights.",
          e);
    }
  }
}
