package dev.jackdaw.journal;

import dev.jackdaw.api.SessionId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where sessions are: one folder per project, one file per session. */
record Shelf(Path root) {
  Path folder(String directory) {
    return root.resolve(ProjectKey.of(directory));
  }

  /** Returns the session's file, whichever project it belongs to. */
  Optional<Path> file(SessionId id) throws IOException {
    for (var project : children(root)) {
      var file = project.resolve(id + Sessions.SUFFIX);
      if (Files.isRegularFile(file)) return Optional.of(file);
    }
    return Optional.empty();
  }

  List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    for (var project : children(root)) files.addAll(files(project));
    return files;
  }

  /** Returns the sessions of a project. */
  List<Path> files(Path project) throws IOException {
    var files = new ArrayList<Path>();
    for (var file : children(project)) {
      var name = file.getFileName().toString();
      if (name.endsWith(Sessions.SUFFIX) && SessionId.isValid(stem(name))) files.add(file);
    }
    return files;
  }

  /** Returns everything beside and of the sessions that may speak of bodies. */
  List<Path> everything() throws IOException {
    var files = new ArrayList<Path>();
    for (var project : children(root)) {
      for (var file : children(project)) {
        if (file.getFileName().toString().contains(Sessions.SUFFIX)) files.add(file);
      }
    }
    return files;
  }

  static SessionId id(Path file) {
    return new SessionId(stem(file.getFileName().toString()));
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - Sessions.SUFFIX.length());
  }

  /** Returns what the folder holds; nothing when it is not there. */
  static List<Path> children(Path folder) throws IOException {
    // Stands on the start-up path, where a directory stream would load a dozen classes more.
    var names = folder.toFile().list();
    if (names == null) {
      if (!Files.isDirectory(folder)) return List.of();
      // Another session may have made the folder in between.
      names = folder.toFile().list();
      if (names == null) throw new AccessDeniedException(folder.toString());
    }
    var children = new ArrayList<Path>(names.length);
    for (var name : names) children.add(folder.resolve(name));
    return children;
  }
}
