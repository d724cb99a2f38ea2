package dev.jackdaw.sandbox.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that mount layers, and the command lines with them. Unprivileged: overlayfs may be
 * mounted by whoever is root of a user namespace of his own (Linux 5.11, {@code userxattr}).
 *
 * @param unshare makes the namespaces
 * @param user the number of the user the command is
 * @param group that of its group
 */
record Overlay(Path unshare, Path mount, Path umount, int user, int group) {
  private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  /**
   * Names are relative to the layer's folder, so that no character of a path means anything to
   * mount. The folder itself is bound for the moment of mounting alone. After it the directory is
   * entered anew: the one the process was started in lies below the layer. It is volatile, so that
   * nobody waits for a disk for the sake of what may never count.
   */
  private static final String SCRIPT =
      "cd \"$1\" || exit 125; d=$2 m=$3 u=$4 n=0; shift 4; "
          + "while [ \"$1\" != -- ]; do n=$((n + 1)); "
          + "\"$m\" --bind \"$1\" $n/lower && "
          + "\"$m\" -t overlay -o "
          + "lowerdir=$n/lower,upperdir=$n/upper,workdir=$n/work,userxattr,volatile overlay \"$1\" && "
          + "\"$u\" $n/lower || exit 125; shift; done; shift; "
          + "cd \"$d\" && exec \"$@\"; exit 125";

  /**
   * Finds the programs.
   *
   * @throws IOException saying which is missing
   */
  static Overlay find() throws IOException {
    var self = Path.of("/proc/self");
    return new Overlay(
        program("unshare"),
        program("mount"),
        program("umount"),
        (int) Files.getAttribute(self, "unix:uid"),
        (int) Files.getAttribute(self, "unix:gid"));
  }

  private static Path program(String name) throws IOException {
    for (var folder : FOLDERS) {
      var file = folder.resolve(name);
      if (Files.isExecutable(file)) return file;
    }
    throw new IOException(name + " is not in /usr/bin; it is part of util-linux");
  }

  List<String> around(Path folder, Path directory, List<Path> roots) {
    var line =
        new ArrayList<>(
            List.of(
                unshare.toString(),
                "--user",
                "--map-root-user",
                "--mount",
                "--",
                "/bin/sh",
                "-c",
                SCRIPT,
                "layer",
                folder.toString(),
                directory.toString(),
                mount.toString(),
                umount.toString()));
    for (var root : roots) line.add(root.toString());
    line.add("--");
    return line;
  }

  /** The mounts belong to the namespace around, so that what runs in this one cannot undo them. */
  List<String> back() {
    return List.of(
        unshare.toString(), "--user", "--map-user=" + user, "--map-group=" + group, "--");
  }
}
