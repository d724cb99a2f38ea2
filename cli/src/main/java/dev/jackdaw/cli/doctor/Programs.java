package dev.jackdaw.cli.doctor;

import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the programs that Jackdaw runs. */
final class Programs {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Environment environment;

  Programs(Environment environment) {
    this.environment = environment;
  }

  List<Finding> findings() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    findings.add(bash());
    findings.add(
        program(
            "git",
            "without it there is no diff of the work and no undo of what commands change",
            "Install git."));
    findings.add(
        program(
            "rg",
            "searching still works, several times slower in large repositories",
            "Install ripgrep."));
    if (environment.platform() == Platform.LINUX) findings.add(setsid());
    return findings;
  }

  private Finding bash() throws InterruptedException {
    var bash = environment.program("bash");
    if (bash.isEmpty()) {
      return Finding.fail(
          "bash", "not on the PATH: no command can be run", "Install bash, or correct PATH.");
    }
    var trial = Trial.run(environment, NOTHING, List.of(bash.get().toString(), "--version"));
    if (trial.isPresent() && trial.get().worked()) {
      return Finding.ok("bash", bash.get() + ", " + trial.get().firstLine());
    }
    return Finding.fail("bash", bash.get() + " does not run", "Reinstall bash.");
  }

  private Finding program(String name, String without, String remedy) throws InterruptedException {
    var path = environment.program(name);
    if (path.isEmpty()) return Finding.warn(name, "not on the PATH; " + without, remedy);
    var trial = Trial.run(environment, NOTHING, List.of(path.get().toString(), "--version"));
    if (trial.isPresent() && trial.get().worked()) {
      return Finding.ok(name, path.get() + ", " + trial.get().firstLine());
    }
    return Finding.warn(name, path.get() + " does not run; " + without, remedy);
  }

  private Finding setsid() {
    return environment
        .program("setsid")
        .map(path -> Finding.ok("setsid", path.toString()))
        .orElseGet(() ->
            Finding.warn(
                "setsid",
                "not on the PATH; what a command leaves running may outlive it",
                "Install util-linux."));
  }
}
