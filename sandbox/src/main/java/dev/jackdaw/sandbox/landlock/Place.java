package dev.jackdaw.sandbox.landlock;

import java.nio.file.Path;

/**
 * Where a path of a confined thread leads: an entry of an open folder.
 *
 * @param folder the open folder
 * @param name the entry's name in it, bytes
 * @param path where the entry is, bytes
 */
record Place(long folder, String name, String path) {
  /** Returns where the folder is, bytes. */
  String parent() {
    var end = path.lastIndexOf('/');
    return end == 0 ? "/" : path.substring(0, end);
  }

  Path canonical() {
    return Names.path(path);
  }
}
