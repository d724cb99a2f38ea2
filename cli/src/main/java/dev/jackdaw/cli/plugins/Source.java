package dev.jackdaw.cli.plugins;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a plugin is from: never anything that a program could take for an option or a command. */
sealed interface Source {
  Pattern HTTPS =
      Pattern.compile("https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?/[A-Za-z0-9._~/%+-]+");
  Pattern SSH =
      Pattern.compile(
          "ssh://([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?/[A-Za-z0-9._~/%+-]+");
  Pattern SCP =
      Pattern.compile(
          "[A-Za-z0-9_][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9._~/][A-Za-z0-9._~/%+-]*");
  Pattern FILE = Pattern.compile("file:///[^\\p{Cntrl}\\s#?]+");
  Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}");

  /** Returns how it was written, so that an update finds it again. */
  String written();

  /** A folder of this machine. */
  record Folder(Path path) implements Source {
    @Override
    public String written() {
      return path.toString();
    }
  }

  /**
   * A git repository.
   *
   * @param ref a branch or tag; empty for the one that is checked out
   */
  record Git(String url, String ref) implements Source {
    @Override
    public String written() {
      return ref.isEmpty() ? url : url + "#" + ref;
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @throws PluginException when it is none
   */
  static Source parse(String written, Path directory) {
    if (written.startsWith("-") || written.contains("::")) throw refused(written);
    var hash = written.indexOf('#');
    var url = hash < 0 ? written : written.substring(0, hash);
    var ref = hash < 0 ? "" : written.substring(hash + 1);
    if (isUrl(url)) {
      if (hash >= 0 && (!REF.matcher(ref).matches() || ref.contains(".."))) {
        throw new PluginException("\"" + ref + "\" is no name of a branch or tag.");
      }
      return new Git(url, ref);
    }
    if (written.contains("://") || written.contains("@") && written.contains(":")) {
      throw refused(written);
    }
    try {
      return new Folder(directory.resolve(written).normalize());
    } catch (InvalidPathException _) {
      throw refused(written);
    }
  }

  private static boolean isUrl(String url) {
    return HTTPS.matcher(url).matches()
        || SSH.matcher(url).matches()
        || SCP.matcher(url).matches()
        || FILE.matcher(url).matches();
  }

  private static PluginException refused(String written) {
    return new PluginException(
        "\""
            + written
            + "\" is no source of a plugin. Give a folder, or a repository as https://HOST/PATH,"
            + " ssh://HOST/PATH, git@HOST:PATH or file:///PATH, with #BRANCH behind it if need be;"
            + " no password, and no other protocol.");
  }
}
