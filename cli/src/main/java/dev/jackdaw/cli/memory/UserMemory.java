package dev.jackdaw.cli.memory;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the user's own memory files are. */
public final class UserMemory {
  private UserMemory() {}

  /** Returns the folders, most general first. */
  public static List<Path> folders(Environment environment, Directories directories) {
    var folders = new ArrayList<Path>();
    environment.home().ifPresent(home -> folders.add(home.resolve(".claude")));
    folders.add(directories.config());
    return folders;
  }
}
