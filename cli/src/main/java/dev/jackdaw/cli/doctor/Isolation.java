package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.sandbox.Bubblewrap;
import dev.jackdaw.sandbox.BubblewrapSandbox;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Scratch;
import dev.jackdaw.sandbox.SystemCalls;
import dev.jackdaw.sandbox.landlock.Landlock;
import dev.jackdaw.sandbox.landlock.Supervised;
import dev.jackdaw.sandbox.layer.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at what this machine has for confining commands. */
final class Isolation {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final List<String> BUBBLEWRAP_PROBE =
      List.of(
          "--ro-bind",
          "/",
          "/",
          "--dev",
          "/dev",
          "--proc",
          "/proc",
          "--unshare-all",
          "--die-with-parent",
          "--new-session",
          "true");

  private static final String WORKS = " works";

  private final Environment environment;

  Isolation(Environment environment) {
    this.environment = environment;
  }

  List<Finding> findings() throws InterruptedException {
    if (environment.platform() == Platform.WINDOWS) {
      return List.of(
          Finding.warn("sandbox", "Windows has none that Jackdaw can use", "Use WSL 2."));
    }
    if (environment.platform() == Platform.MACOS) return List.of(seatbelt());
    var bubblewrap = bubblewrap();
    var landlock = landlock();
    return List.of(rung(bubblewrap, landlock), bubblewrap, landlock, userNamespaces(), layers());
  }

  /** What {@code --sandbox auto} would use, and what would be better. */
  private static Finding rung(Finding bubblewrap, Finding landlock) {
    var subject = "sandbox";
    if (bubblewrap.status() == Finding.Status.OK) {
      return Finding.ok(subject, "bubblewrap, the best there is here");
    }
    if (bubblewrap.detail().contains(WORKS)) {
      return Finding.ok(subject, "bubblewrap, without a supervisor");
    }
    if (landlock.status() == Finding.Status.OK) {
      return Finding.warn(
          subject, "landlock; bubblewrap would also hide other processes", bubblewrap.remedy());
    }
    return Finding.warn(
        subject,
        "none: commands that were allowed can do what you can",
        (bubblewrap.remedy() + " " + landlock.remedy()).strip());
  }

  private static Finding seatbelt() {
    return Files.isExecutable(Path.of("/usr/bin/sandbox-exec"))
        ? Finding.ok("seatbelt", "/usr/bin/sandbox-exec")
        : Finding.warn("seatbelt", "/usr/bin/sandbox-exec is missing", "");
  }

  /** It is run, because in containers it is often there and does not work. */
  private Finding bubblewrap() throws InterruptedException {
    var path = environment.program("bwrap");
    if (path.isEmpty()) {
      return Finding.warn("bubblewrap", "bwrap is not on the PATH", "Install bubblewrap.");
    }
    var command = new ArrayList<>(List.of(path.get().toString()));
    command.addAll(BUBBLEWRAP_PROBE);
    var trial = Trial.run(environment, NOTHING, command);
    if (trial.isPresent() && trial.get().worked()) {
      return supervised(path.get());
    }
    return Finding.warn(
        "bubblewrap",
        path.get() + " does not work: " + trial.map(Trial::firstLine).orElse("cannot be started"),
        "In a container, allow user namespaces; on Ubuntu, allow them for bwrap in AppArmor.");
  }

  /** Whether Jackdaw can make the changes of commands itself, which holds protected names. */
  private Finding supervised(Path program) throws InterruptedException {
    var trouble =
        tried(folder -> {
          var work = Files.createDirectory(folder.resolve("work"));
          var profile = profile(work);
          var bubblewrap = new Bubblewrap(program, SystemCalls.write(folder));
          var supervised = Supervised.of(profile, _ -> false);
          if (supervised.isEmpty()) return Optional.of("not on this kind of processor");
          try (var sandbox =
              new BubblewrapSandbox(bubblewrap, profile, Optional.empty(), supervised)) {
            return sandbox.trouble();
          }
        });
    return trouble.isEmpty()
        ? Finding.ok("bubblewrap", program + WORKS + "; protected names are held at any depth")
        : Finding.warn(
            "bubblewrap",
            program + WORKS + "; protected names are held at the top only: " + trouble.get(),
            "Allow seccomp listeners: Linux 5.5, and a container that permits them.");
  }

  /** What is tried in a folder of its own; says what went wrong. */
  private interface Try {
    Optional<String> in(Path folder) throws IOException, InterruptedException;
  }

  private Optional<String> tried(Try what) throws InterruptedException {
    try {
      var folder = Files.createTempDirectory(environment.temporary(), "jackdaw-doctor-");
      try {
        return what.in(folder.toRealPath());
      } finally {
        Scratch.remove(folder);
      }
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Profile profile(Path work) {
    return new Profile(
        List.of(work), work, List.of(), List.of(), Profile.Git.NOTHING, Optional.empty());
  }

  /** It is tried, because a container may forbid what the kernel has. */
  private Finding landlock() throws InterruptedException {
    var subject = "landlock";
    var version = Landlock.version();
    if (version.isEmpty()) {
      return Finding.warn(subject, "not in this kernel" + listed(), "Use Linux 6.2 or later.");
    }
    var trouble = landlockTrouble();
    return trouble.isEmpty()
        ? Finding.ok(subject, "ABI " + version.getAsInt() + " works")
        : Finding.warn(
            subject,
            "ABI " + version.getAsInt() + " does not work: " + trouble.get(),
            "Use Linux 6.2 or later, and a container that permits Landlock and seccomp.");
  }

  private Optional<String> landlockTrouble() throws InterruptedException {
    return tried(folder -> {
      Landlock.open(profile(folder), _ -> false, Optional.empty()).close();
      return Optional.empty();
    });
  }

  /** What {@code --transactional} needs; it is tried on folders of its own. */
  private Finding layers() throws InterruptedException {
    var subject = "transactional";
    try {
      var folder = Files.createTempDirectory(environment.temporary(), "jackdaw-doctor-");
      var base = folder.toRealPath();
      var work = Files.createDirectory(base.resolve("work"));
      try {
        Layers.open(List.of(base.resolve("layers")), List.of(work), Set.of()).close();
        return Finding.ok(subject, "what commands write can be held back (--transactional)");
      } finally {
        Files.deleteIfExists(work);
        Files.deleteIfExists(base);
      }
    } catch (IOException e) {
      return Finding.warn(
          subject,
          "what commands write cannot be held back: " + e.getMessage(),
          "Allow user namespaces and overlayfs in them (Linux 5.11), or go without"
              + " --transactional.");
    }
  }

  private static String listed() {
    return content("/sys/kernel/security/lsm")
        .map(modules -> " (security modules: " + modules + ")")
        .orElse("");
  }

  private static Finding userNamespaces() {
    var subject = "user namespaces";
    if (content("/proc/sys/user/max_user_namespaces").filter("0"::equals).isPresent()) {
      return Finding.warn(subject, "switched off", "Set user.max_user_namespaces above 0.");
    }
    if (content("/proc/sys/kernel/unprivileged_userns_clone").filter("0"::equals).isPresent()) {
      return Finding.warn(subject, "for root only", "Set kernel.unprivileged_userns_clone to 1.");
    }
    if (content("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
        .filter("1"::equals)
        .isPresent()) {
      return Finding.warn(
          subject, "restricted by AppArmor", "Give bwrap an AppArmor profile that allows userns.");
    }
    return Files.exists(Path.of("/proc/self/ns/user"))
        ? Finding.ok(subject, "not restricted by a setting")
        : Finding.warn(subject, "not in this kernel", "");
  }

  private static Optional<String> content(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
