package dev.jackdaw.cli.definitions;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of definitions.
 *
 * @param root what its files must not lead out of; null where they may, as the user's own
 * @param plugin whose it is, and what stands before its names; empty for no plugin's
 */
public record Place(Path folder, Level level, @Nullable Path root, String plugin) {
  /** A folder of a project. */
  static Place ofProject(Path folder, Path project) {
    return new Place(folder, Level.PROJECT, project, "");
  }

  /** A folder of the user. */
  static Place ofUser(Path folder) {
    return new Place(folder, Level.USER, null, "");
  }

  /** Returns whether it is there; all that a folder costs that is not. */
  public boolean exists() {
    return folder.toFile().isDirectory();
  }

  /** Returns a name with its plugin in front of it. */
  public String named(String name) {
    return plugin.isEmpty() ? name : plugin + ":" + name;
  }

  /** Returns a text with the places filled in that name the folder of its plugin. */
  public String filled(String text) {
    if (plugin.isEmpty() || root == null) return text;
    return text.replace("${CLAUDE_PLUGIN_ROOT}", root.toString())
        .replace("${JACKDAW_PLUGIN_ROOT}", root.toString());
  }

  /** Returns whose it is, for people. */
  public String origin() {
    return plugin.isEmpty() ? level.text() : level.text() + " " + plugin;
  }
}
