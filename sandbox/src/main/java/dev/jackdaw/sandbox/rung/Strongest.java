package dev.jackdaw.sandbox.rung;

import dev.jackdaw.sandbox.Bubblewrap;
import dev.jackdaw.sandbox.BubblewrapSandbox;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.ProtectedPaths;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.Seatbelt;
import dev.jackdaw.sandbox.Supervision;
import dev.jackdaw.sandbox.SystemCalls;
import dev.jackdaw.sandbox.landlock.Landlock;
import dev.jackdaw.sandbox.landlock.Supervised;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The strongest sandbox that a machine has, and what it takes to try it. */
public final class Strongest {
  /** There is none; the message says why. */
  public static final class NoneException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    /** {@code remedy} is what would help, a sentence; may be empty. */
    public NoneException(String why, String remedy) {
      super(why);
      this.remedy = remedy;
    }

    /** Returns what would help, a sentence; may be empty. */
    public String remedy() {
      return remedy;
    }
  }

  private Strongest() {}

  /**
   * Opens it; what runs in it reaches nobody.
   *
   * @param bubblewrap the program, if it is there
   * @param folder keeps the filter of system calls
   */
  public static Sandbox open(
      Profile profile, ProtectedPaths protectedPaths, Optional<Path> bubblewrap, Path folder)
      throws NoneException, InterruptedException {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) return seatbelt(profile);
    if (!system.startsWith("linux")) {
      throw new NoneException("this system has none that Jackdaw can use", "Use WSL 2.");
    }
    try {
      return bubblewrap(profile, protectedPaths, bubblewrap, folder);
    } catch (NoneException first) {
      try {
        return Landlock.open(profile, protectedPaths, Optional.empty());
      } catch (IOException e) {
        first.addSuppressed(e);
        throw first;
      }
    }
  }

  private static Sandbox seatbelt(Profile profile) throws NoneException {
    try {
      if (Files.isExecutable(Seatbelt.PROGRAM)) return new Seatbelt(profile, Optional.empty());
      throw new NoneException(Seatbelt.PROGRAM + " is missing", "");
    } catch (IOException e) {
      throw new NoneException("no temporary folder can be made: " + e.getMessage(), "");
    }
  }

  private static Sandbox bubblewrap(
      Profile profile, ProtectedPaths protectedPaths, Optional<Path> program, Path folder)
      throws NoneException, InterruptedException {
    if (program.isEmpty()) {
      throw new NoneException("bwrap is not on the PATH", "Install bubblewrap.");
    }
    try {
      var bubblewrap = new Bubblewrap(program.get(), SystemCalls.write(folder));
      var supervision = supervision(bubblewrap, profile, protectedPaths);
      return new BubblewrapSandbox(bubblewrap, profile, Optional.empty(), supervision);
    } catch (IOException e) {
      throw new NoneException(
          "the filter of system calls cannot be written (" + e.getMessage() + ")", "");
    }
  }

  /**
   * Returns who makes the changes in the workspace; nobody where that cannot be.
   *
   * @throws NoneException when bubblewrap does not work at all
   */
  public static Optional<Supervision> supervision(
      Bubblewrap bubblewrap, Profile profile, ProtectedPaths protectedPaths)
      throws NoneException, InterruptedException {
    var supervision = Supervised.of(profile, protectedPaths);
    if (supervision.isPresent() && trouble(bubblewrap, profile, supervision).isEmpty()) {
      return supervision;
    }
    var trouble = trouble(bubblewrap, profile, Optional.empty());
    if (trouble.isEmpty()) return Optional.empty();
    throw new NoneException(
        bubblewrap.program() + " does not work: " + trouble.get(),
        "In a container, allow user namespaces; on Ubuntu, allow them for bwrap in AppArmor.");
  }

  private static Optional<String> trouble(
      Bubblewrap bubblewrap, Profile profile, Optional<Supervision> supervision)
      throws InterruptedException {
    try (var trial = new BubblewrapSandbox(bubblewrap, profile, Optional.empty(), supervision)) {
      return trial.trouble();
    }
  }

  /** Returns the protected names that are there, two levels deep, relative to their folder. */
  public static List<String> protectedNames(List<Path> roots, ProtectedPaths paths) {
    var names = new ArrayList<String>();
    for (var root : roots) {
      for (var child : children(root)) {
        if (child.endsWith(".git")) continue;
        if (paths.isProtected(child)) {
          names.add(root.relativize(child).toString());
        } else if (leads(child)) {
          for (var grandchild : children(child)) {
            if (paths.isProtected(grandchild)) names.add(root.relativize(grandchild).toString());
          }
        }
      }
    }
    return names;
  }

  private static boolean leads(Path folder) {
    var name = folder.getFileName().toString();
    return (name.startsWith(".") || name.equals("gradle")) && Files.isDirectory(folder);
  }

  private static List<Path> children(Path folder) {
    var children = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) children.add(entry);
    } catch (IOException | DirectoryIteratorException _) {
      // What cannot be listed cannot be told apart; the folder itself stays as writable as it is.
    }
    return children;
  }
}
