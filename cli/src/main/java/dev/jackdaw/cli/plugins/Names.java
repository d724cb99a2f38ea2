package dev.jackdaw.cli.plugins;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names of files a plugin may have: such as mean the same on every machine. */
final class Names {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.@+ ()=,~-]{1,120}");
  private static final int MAX_DEPTH = 12;

  private Names() {}

  /**
   * Passes the name of a file inside of a plugin, parts parted by slashes.
   *
   * @throws PluginException when it is none
   */
  static String file(String name) {
    var parts = name.split("/", -1);
    for (var part : parts) {
      if (!PART.matcher(part).matches()
          || part.equals(".")
          || part.equals("..")
          || isGit(part)
          || part.endsWith(".")
          || part.endsWith(" ")) {
        throw new PluginException(
            "the plugin has a file with a name that is refused: \"" + name + "\".");
      }
    }
    if (parts.length > MAX_DEPTH)
      throw new PluginException("the plugin's folders are too deep: " + name);
    return name;
  }

  /** Programs would take it for a repository. */
  static boolean isGit(String part) {
    var folded = part.toLowerCase(Locale.ROOT);
    return folded.equals(".git") || folded.startsWith("git~");
  }

  /**
   * Passes a path that a manifest names, and returns it without what stands for the plugin itself.
   *
   * @throws PluginException when it leads anywhere else
   */
  static String member(String written) {
    var name = written;
    while (name.startsWith("./")) name = name.substring(2);
    while (name.endsWith("/")) name = name.substring(0, name.length() - 1);
    if (name.isEmpty() || name.startsWith("/")) {
      throw new PluginException("the manifest names \"" + written + "\", which is no part of it.");
    }
    return file(name);
  }
}
