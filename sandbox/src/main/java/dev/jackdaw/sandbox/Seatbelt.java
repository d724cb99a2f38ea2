package dev.jackdaw.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Confines by macOS's Seatbelt, {@code sandbox-exec} with a profile made for the command. The last
 * rule of a profile that matches decides. Written after Apple's own profiles in {@code
 * /usr/share/sandbox}; not yet run on a Mac.
 */
public final class Seatbelt implements Sandbox {
  /** By its absolute path: another one on the path would confine nothing. */
  public static final Path PROGRAM = Path.of("/usr/bin/sandbox-exec");

  private static final List<String> HOMES = List.of("/Users", "/var/root", "/private/var/root");
  private static final List<String> TEMPORARY =
      List.of("/tmp", "/private/tmp", "/private/var/tmp", "/private/var/folders");
  private static final List<String> GIT_CONTROL =
      List.of("hooks", "config", "config.worktree", "info", "modules");
  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx");

  /** What the C library asks for users, and what a program needs to come up at all. */
  private static final List<String> SERVICES =
      List.of(
          "com.apple.system.opendirectoryd.libinfo",
          "com.apple.system.opendirectoryd.membership",
          "com.apple.bsd.dirhelper",
          "com.apple.system.notification_center",
          "com.apple.trustd.agent");

  private final Profile profile;
  private final Path scratch;
  private final Optional<Proxy> proxy;
  private final Set<Process> processes = new HashSet<>();

  /**
   * Makes it.
   *
   * @param proxy all that can be reached; closed with the sandbox
   * @throws IOException when it has no folder for temporary files
   */
  public Seatbelt(Profile profile, Optional<Proxy> proxy) throws IOException {
    this.profile = profile;
    this.proxy = proxy;
    this.scratch = Files.createTempDirectory("jackdaw-sandbox").toRealPath();
  }

  @Override
  public String name() {
    return "seatbelt";
  }

  @Override
  public Process start(Launch launch) throws IOException {
    if (!launch.around().isEmpty()) throw new IOException("no layer can be put around " + name());
    var text = text(profile, scratch, proxy.isPresent() ? proxy.get().port() : 0);
    var line = new ArrayList<>(List.of(PROGRAM.toString(), "-p", text, "--"));
    line.addAll(launch.command());
    var variables = new HashMap<>(launch.environment());
    for (var name : List.of("TMPDIR", "TMP", "TEMP")) variables.put(name, scratch.toString());
    proxy.ifPresent(of -> of.tell(variables));
    var process = Starts.start(line, launch.withEnvironment(variables));
    synchronized (this) {
      processes.add(process);
    }
    var _ = process.onExit().thenAccept(this::ended);
    return process;
  }

  private synchronized void ended(Process process) {
    processes.remove(process);
  }

  /** Returns the profile; {@code port} is that of a proxy on this machine, 0 for none. */
  static String text(Profile profile, Path scratch, int port) {
    var text = new StringBuilder();
    text.append("(version 1)\n(deny default)\n");
    text.append("(allow process-exec process-fork)\n");
    text.append("(allow signal process-info* (target same-sandbox))\n");
    text.append("(allow sysctl-read pseudo-tty)\n(allow file-read-metadata)\n");
    for (var service : SERVICES) rule(text, "allow mach-lookup", "global-name", service);
    rule(text, "allow file-read*", "subpath", "/");
    for (var folder : HOMES) rule(text, "deny file-read*", "subpath", folder);
    for (var folder : TEMPORARY) rule(text, "deny file-read*", "subpath", folder);
    rule(text, "deny file-read*", "subpath", profile.home().toString());
    for (var name : HomeFolder.CACHES) {
      rule(text, "allow file-read*", "subpath", profile.home().resolve(name).toString());
    }
    for (var device : DEVICES) rule(text, "allow file-write* file-ioctl", "literal", device);
    text.append("(allow file-read* file-write* file-ioctl (regex #\"^/dev/ttys[0-9]+$\"))\n");
    rule(text, "allow file-read* file-write*", "subpath", scratch.toString());
    for (var root : profile.workspace()) workspace(text, profile, root);
    for (var path : profile.hidden()) {
      rule(text, "deny file-read* file-write*", "subpath", path.toString());
    }
    for (var path : profile.readable()) {
      rule(text, "allow file-read*", "subpath", path.toString());
    }
    if (port > 0) rule(text, "allow network-outbound", "remote ip", "localhost:" + port);
    return text.toString();
  }

  private static void workspace(StringBuilder text, Profile profile, Path root) {
    rule(text, "allow file-read* file-write*", "subpath", root.toString());
    // The folder itself stays where it is, or what is kept in it would go with it.
    rule(text, "deny file-write*", "literal", root.toString());
    for (var name : profile.protectedNames()) {
      rule(text, "deny file-write*", "subpath", root.resolve(name).toString());
      for (var above = Path.of(name).getParent(); above != null; above = above.getParent()) {
        rule(text, "deny file-write*", "literal", root.resolve(above).toString());
      }
    }
    // Anywhere below, in every case: the file system does not tell them apart.
    for (var name : Masks.NAMES) {
      if (name.equals(".git")) continue;
      text.append("(deny file-write* (regex #\"^")
          .append(anyCase(root.toString()))
          .append("/(.*/)?")
          .append(anyCase(name))
          .append("(/|$)\"))\n");
    }
    git(text, profile, root);
  }

  private static void git(StringBuilder text, Profile profile, Path root) {
    var folder = "^" + anyCase(root.toString()) + "/(.*/)?" + anyCase(".git");
    if (profile.git() == Profile.Git.NOTHING) {
      text.append("(deny file-write* (regex #\"").append(folder).append("(/|$)\"))\n");
    } else {
      text.append("(deny file-write* (regex #\"").append(folder).append("$\"))\n");
      for (var name : GIT_CONTROL) {
        text.append("(deny file-write* (regex #\"")
            .append(folder)
            .append("/(.*/)?")
            .append(anyCase(name))
            .append("(/|$)\"))\n");
      }
    }
    for (var git : GitFolders.of(root)) {
      if (git.startsWith(root)) continue;
      var access = profile.git() == Profile.Git.HISTORY ? "file-read* file-write*" : "file-read*";
      rule(text, "allow " + access, "subpath", git.toString());
      for (var name : GIT_CONTROL) {
        rule(text, "deny file-write*", "subpath", git.resolve(name).toString());
      }
    }
  }

  private static void rule(StringBuilder text, String action, String filter, String value) {
    text.append('(').append(action).append(" (").append(filter).append(" \"");
    text.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"))\n");
  }

  /** Returns a pattern for the text: letters in either case, all else as it is. */
  private static String anyCase(String text) {
    var pattern = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          var letter = Character.toString(point);
          var upper = letter.toUpperCase(Locale.ROOT);
          var lower = letter.toLowerCase(Locale.ROOT);
          if (point == '"') {
            pattern.append("\\\"");
          } else if (Character.isLetter(point) && upper.length() == lower.length()) {
            pattern.append('[').append(lower);
            if (!upper.equals(lower)) pattern.append(upper);
            pattern.append(']');
          } else if ("\\.^$|?*+()[]{}".indexOf(point) >= 0) {
            pattern.append('\\').append(letter);
          } else {
            pattern.append(letter);
          }
        });
    return pattern.toString();
  }

  @Override
  public void close() {
    List<Process> left;
    synchronized (this) {
      left = List.copyOf(processes);
    }
    for (var process : left) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Scratch.remove(scratch);
    proxy.map(Proxy::closeable).ifPresent(Sandbox::closeQuietly);
  }
}
