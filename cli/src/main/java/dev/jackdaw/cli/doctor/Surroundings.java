package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Looks at Java, the terminal, the locale and the user's folders. */
final class Surroundings {
  private static final long LITTLE_SPACE_BYTES = 500L << 20;
  private static final int LEAST_COLUMNS = 60;

  private final Environment environment;
  private final Directories directories;

  Surroundings(Environment environment, Directories directories) {
    this.environment = environment;
    this.directories = directories;
  }

  List<Finding> findings() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.add(java());
    findings.add(startUp());
    findings.add(terminal());
    findings.add(locale());
    findings.add(folder("settings", directories.config()));
    findings.add(folder("sessions", directories.state()));
    findings.add(folder("cache", directories.cache()));
    findings.add(space(directories.state()));
    return findings;
  }

  private static Finding java() {
    return Finding.ok(
        "java",
        Runtime.version()
            + " by "
            + System.getProperty("java.vendor")
            + ", "
            + System.getProperty("java.home"));
  }

  /** The VM's own description says "sharing" when it took the archive it was given. */
  private static Finding startUp() {
    var asked = false;
    for (var argument : ProcessHandle.current().info().arguments().orElse(new String[0])) {
      asked |= argument.startsWith("-XX:AOTCache=");
    }
    if (!asked) {
      return Finding.warn(
          "start-up cache",
          "not in use, so every start takes some hundred milliseconds longer",
          "Start Jackdaw with its launcher; the second start uses the cache.");
    }
    return System.getProperty("java.vm.info", "").contains("sharing")
        ? Finding.ok("start-up cache", "in use")
        : Finding.warn(
            "start-up cache",
            "refused by Java",
            "Remove the folder \"launch\" in the cache; the next start makes a new one.");
  }

  private Finding terminal() throws InterruptedException {
    if (!isTerminal()) {
      return Finding.ok("terminal", "none: only --print works here, which needs none");
    }
    var name = environment.variable("TERM").orElse("");
    if (name.isEmpty() || name.equals("dumb")) {
      return Finding.warn(
          "terminal",
          "TERM is " + (name.isEmpty() ? "not set" : "dumb") + ", so the screen is plain lines",
          "Set TERM to what your terminal is, such as xterm-256color.");
    }
    return size(name + ", " + colours(name));
  }

  /** There is a console without a terminal too, and in some runtimes no console at all. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private String colours(String name) {
    if (environment.variable("NO_COLOR").isPresent()) return "no colour wanted (NO_COLOR)";
    var depth = environment.variable("COLORTERM").orElse("");
    if (depth.equals("truecolor") || depth.equals("24bit")) return "16 million colours";
    return name.contains("256") ? "256 colours" : "16 colours";
  }

  private Finding size(String described) throws InterruptedException {
    var terminal = Path.of("/dev/tty");
    var stty = environment.program("stty");
    if (stty.isEmpty() || !Files.isReadable(terminal)) return Finding.ok("terminal", described);
    var trial = Trial.run(environment, terminal, List.of(stty.get().toString(), "size"));
    var parts = trial.filter(Trial::worked).map(Trial::firstLine).orElse("").split(" ", -1);
    if (parts.length != 2) return Finding.ok("terminal", described);
    var detail = described + ", " + parts[1] + " columns, " + parts[0] + " rows";
    return parts[1].length() < 3 && Integer.parseInt(parts[1]) < LEAST_COLUMNS
        ? Finding.warn("terminal", detail, "Make it at least " + LEAST_COLUMNS + " columns wide.")
        : Finding.ok("terminal", detail);
  }

  private Finding locale() {
    var names = System.getProperty("sun.jnu.encoding", "");
    var out = System.getProperty("stdout.encoding", "");
    var utf8 = names.isEmpty() || names.equalsIgnoreCase("UTF-8");
    var detail =
        "LANG="
            + environment.variable("LC_ALL").or(() -> environment.variable("LANG")).orElse("")
            + ", file names in "
            + names
            + ", output in "
            + (out.isEmpty() ? names : out);
    return utf8
        ? Finding.ok("locale", detail)
        : Finding.warn(
            "locale",
            detail + "; names with other than ASCII letters cannot be used",
            "Set LC_ALL to a UTF-8 locale, such as C.UTF-8.");
  }

  private Finding folder(String subject, Path folder) {
    if (!Files.exists(folder)) {
      var parent = existing(folder);
      return Files.isWritable(parent)
          ? Finding.ok(subject, folder + " (created when needed)")
          : unusable(subject, folder, parent + " cannot be written");
    }
    if (!Files.isDirectory(folder)) return unusable(subject, folder, "not a folder");
    if (!Files.isWritable(folder)) return unusable(subject, folder, "cannot be written");
    return mode(subject, folder);
  }

  private static Finding unusable(String subject, Path folder, String why) {
    return Finding.warn(
        subject,
        folder + ": " + why + "; a temporary folder is used instead",
        "Correct its owner or mode, or set JACKDAW_HOME to a folder you can write.");
  }

  private Finding mode(String subject, Path folder) {
    if (environment.platform() == Platform.WINDOWS) return Finding.ok(subject, folder.toString());
    try {
      var mode = Files.getPosixFilePermissions(folder);
      var others = EnumSet.copyOf(mode);
      others.removeAll(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
      var detail = folder + " (" + PosixFilePermissions.toString(mode) + ")";
      return others.isEmpty()
          ? Finding.ok(subject, detail)
          : Finding.warn(subject, detail + " is open to others", "chmod 700 " + folder);
    } catch (IOException | UnsupportedOperationException _) {
      return Finding.ok(subject, folder.toString());
    }
  }

  private static Path existing(Path folder) {
    var candidate = folder;
    while (!Files.exists(candidate)) {
      var parent = candidate.getParent();
      if (parent == null) return candidate;
      candidate = parent;
    }
    return candidate;
  }

  private static Finding space(Path folder) {
    File place = existing(folder).toFile();
    var free = place.getUsableSpace();
    var detail = (free >> 20) + " MiB free at " + place;
    return free < LITTLE_SPACE_BYTES
        ? Finding.warn("disk", detail, "Make room: a long session can take some hundred MiB.")
        : Finding.ok("disk", detail);
  }
}
