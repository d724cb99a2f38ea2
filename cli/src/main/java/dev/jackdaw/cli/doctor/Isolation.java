package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private static final int LEAST_USEFUL_LANDLOCK = 3;

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
    var findings = new ArrayList<Finding>();
    findings.add(bubblewrap());
    findings.add(landlock());
    findings.add(userNamespaces());
    return findings;
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
      return Finding.ok("bubblewrap", path.get() + " works");
    }
    return Finding.warn(
        "bubblewrap",
        path.get() + " does not work: " + trial.map(Trial::firstLine).orElse("cannot be started"),
        "In a container, allow user namespaces; on Ubuntu, allow them for bwrap in AppArmor.");
  }

  private static Finding landlock() {
    var version = Landlock.version();
    if (version.isEmpty()) {
      return Finding.warn("landlock", "the kernel could not be asked" + listed(), "");
    }
    if (version.get() == 0) {
      return Finding.warn("landlock", "not in this kernel" + listed(), "Use Linux 6.2 or later.");
    }
    var detail = "ABI " + version.get();
    return version.get() < LEAST_USEFUL_LANDLOCK
        ? Finding.warn(
            "landlock", detail + ", too old to confine writes", "Use Linux 6.2 or later.")
        : Finding.ok("landlock", detail);
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
