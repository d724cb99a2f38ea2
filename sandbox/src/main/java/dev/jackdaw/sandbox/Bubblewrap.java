package dev.jackdaw.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Confines by bubblewrap: the command runs in namespaces of its own, sees a read-only system, the
 * workspace, and little else. Immutable.
 *
 * <p>Order matters: what is bound later lies over what was bound before.
 */
public final class Bubblewrap {
  /** Sockets of services that would do outside what the command may not do itself. */
  private static final List<String> SERVICES = List.of("/run", "/var/run", "/var/tmp", "/tmp");

  private static final List<String> HOMES = List.of("/home", "/root", "/Users");
  private static final List<String> SECRETS =
      List.of("/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/sudoers");
  private static final int FILTER = 3;

  private final Path program;
  private final Optional<Path> filter;

  /**
   * Names the program.
   *
   * @param filter a file with a seccomp program in the form the kernel takes, as {@link
   *     SystemCalls#write} makes it
   */
  public Bubblewrap(Path program, Optional<Path> filter) {
    this.program = program;
    this.filter = filter;
  }

  /**
   * Returns the command line that runs the command confined. One whose output goes to a file may
   * outlive this process.
   */
  List<String> command(Profile profile, Launch launch) {
    var options = new ArrayList<String>();
    if (launch.output().isEmpty()) options.add("--die-with-parent");
    if (!launch.around().isEmpty()) options.addAll(identity());
    var line = new ArrayList<>(launch.around());
    line.addAll(command(profile, launch.command(), launch.directory(), options));
    return line;
  }

  /**
   * Returns the command line for who supervises what is written in the workspace: it is read-only,
   * and nothing in it needs to be covered. The filter is open as {@link #FILTER}.
   *
   * @return nothing where there is no filter
   */
  Optional<List<String>> supervised(Profile profile, Launch launch) {
    if (filter.isEmpty()) return Optional.empty();
    var line = new ArrayList<>(List.of(program.toString(), "--seccomp", Integer.toString(FILTER)));
    namespaces(line);
    line.add("--die-with-parent");
    system(line, profile);
    for (var root : profile.workspace()) {
      line.addAll(List.of("--ro-bind", root.toString(), root.toString()));
      for (var git : GitFolders.of(root)) {
        line.addAll(List.of("--ro-bind-try", git.toString(), git.toString()));
      }
    }
    end(line, profile, launch.command(), launch.directory());
    return Optional.of(line);
  }

  public Path program() {
    return program;
  }

  /** Returns the file with the filter. */
  Optional<Path> filter() {
    return filter;
  }

  /** Who is root in the namespace around is this user again inside. */
  private static List<String> identity() {
    return List.of("--uid", owner("unix:uid"), "--gid", owner("unix:gid"));
  }

  private static String owner(String attribute) {
    try {
      return Files.getAttribute(Path.of("/proc/self"), attribute).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(
      Profile profile, List<String> command, Path directory, List<String> options) {
    var line = new ArrayList<String>();
    if (filter.isPresent()) {
      // Only a shell can hand the filter on: the JVM gives its children three files.
      line.addAll(
          List.of("/bin/sh", "-c", "exec 9<\"$0\" && exec \"$@\"", filter.get().toString()));
    }
    line.add(program.toString());
    if (filter.isPresent()) line.addAll(List.of("--seccomp", "9"));
    namespaces(line);
    line.addAll(options);
    system(line, profile);
    for (var root : profile.workspace()) workspace(line, profile, root);
    end(line, profile, command, directory);
    return line;
  }

  private static void end(
      List<String> line, Profile profile, List<String> command, Path directory) {
    for (var path : profile.hidden()) if (isVisible(path, profile)) hide(line, path);
    for (var path : profile.readable()) keep(line, path);
    line.addAll(List.of("--chdir", directory.toString(), "--"));
    line.addAll(profile.wayOut().isPresent() ? Forwarder.before(command) : command);
  }

  /** In the home folder only what was bound there is. */
  private static boolean isVisible(Path path, Profile profile) {
    return !path.startsWith(profile.home())
        || profile.workspace().stream().anyMatch(path::startsWith)
        || HomeFolder.CACHES.stream().map(profile.home()::resolve).anyMatch(path::startsWith);
  }

  private static void namespaces(List<String> line) {
    line.addAll(
        List.of(
            "--unshare-user",
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-uts",
            "--unshare-net",
            "--unshare-cgroup-try",
            "--disable-userns",
            "--new-session",
            "--cap-drop",
            "ALL",
            "--hostname",
            "sandbox"));
  }

  private static void system(List<String> line, Profile profile) {
    line.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
    // Root owns what stands there of the kernel, such as core_pattern, and needs no capability.
    if (owner("unix:uid").equals("0")) line.addAll(List.of("--remount-ro", "/proc"));
    for (var folder : HOMES) hide(line, Path.of(folder));
    for (var folder : SERVICES) {
      if (Files.isDirectory(Path.of(folder), LinkOption.NOFOLLOW_LINKS)) {
        line.addAll(List.of("--perms", "1777", "--tmpfs", folder));
      }
    }
    for (var file : SECRETS) hide(line, Path.of(file));
    line.addAll(List.of("--perms", "0700", "--tmpfs", profile.home().toString()));
    for (var name : HomeFolder.CACHES) {
      var cache = profile.home().resolve(name);
      if (Files.exists(cache)) {
        line.addAll(List.of("--ro-bind-try", cache.toString(), cache.toString()));
      }
    }
    for (var file : profile.shown().entrySet()) {
      var there = profile.home().resolve(file.getKey()).toString();
      line.addAll(List.of("--ro-bind", file.getValue().toString(), there));
    }
    profile.wayOut().ifPresent(socket -> line.addAll(Forwarder.options(socket)));
  }

  private static void workspace(List<String> line, Profile profile, Path root) {
    line.addAll(List.of("--bind", root.toString(), root.toString()));
    for (var git : GitFolders.of(root)) {
      var access = profile.git() == Profile.Git.HISTORY ? "--bind-try" : "--ro-bind-try";
      line.addAll(List.of(access, git.toString(), git.toString()));
      for (var name : List.of("hooks", "config", "config.worktree", "info", "modules")) {
        keep(line, git.resolve(name));
      }
    }
    for (var name : profile.protectedNames()) keep(line, root.resolve(name));
    for (var mask : Masks.missing(root)) {
      line.addAll(List.of("--tmpfs", mask.toString(), "--remount-ro", mask.toString()));
    }
  }

  /** What is there stays as it is. */
  private static void keep(List<String> line, Path path) {
    if (Files.exists(path)) {
      line.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
  }

  /** What is there looks empty. */
  private static void hide(List<String> line, Path path) {
    if (Files.isDirectory(path)) line.addAll(List.of("--tmpfs", path.toString()));
    else if (Files.exists(path)) line.addAll(List.of("--ro-bind", "/dev/null", path.toString()));
  }
}
