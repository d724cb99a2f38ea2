package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.environment.Platform;
import dev.jackdaw.cli.permissions.Policies;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.sandbox.Bubblewrap;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.SystemCalls;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the sandbox of a workspace, as far as this machine has one. */
public final class Confining {
  private final Environment environment;
  private final Directories directories;

  public Confining(Environment environment, Directories directories) {
    this.environment = environment;
    this.directories = directories;
  }

  /**
   * Returns the sandbox, which was tried.
   *
   * @param policy knows which names are protected
   * @param domains the hosts its commands may reach
   * @param warnings hears of hosts that were refused
   * @throws JackdawException with a code of isolation when there is none; the message says why and
   *     what would help
   */
  public Sandbox sandbox(
      Workspace workspace,
      RulePolicy policy,
      Profile.Git git,
      List<String> domains,
      Consumer<String> warnings)
      throws InterruptedException {
    if (environment.platform() != Platform.LINUX) {
      throw none("this system has none that Jackdaw can use yet", "");
    }
    var program = environment.program("bwrap");
    if (program.isEmpty()) throw none("bwrap is not on the PATH", " Install bubblewrap.");
    var bubblewrap = new Bubblewrap(program.get(), filter());
    var plain = profile(workspace, policy, git);
    var trouble = bubblewrap.trouble(plain);
    if (trouble.isPresent()) {
      throw none(
          program.get() + " does not work: " + trouble.get(),
          " In a container, allow user namespaces; on Ubuntu, allow them for bwrap in AppArmor.");
    }
    if (domains.isEmpty()) return new Sandbox(bubblewrap, plain);
    var wayOut = WayOut.to(domains, warnings);
    return new Sandbox(bubblewrap, plain.with(wayOut.socket()), Optional.of(wayOut));
  }

  private static JackdawException none(String why, String remedy) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "isolation-none",
        "There is no sandbox: " + why + "." + remedy + " \"jackdaw doctor\" says more.");
  }

  private Optional<Path> filter() {
    try {
      return SystemCalls.write(directories.createCache());
    } catch (IOException e) {
      throw none("the filter of system calls cannot be written (" + e.getMessage() + ")", "");
    }
  }

  private Profile profile(Workspace workspace, RulePolicy policy, Profile.Git git) {
    var home = Policies.canonical(environment.home().orElse(environment.temporary()));
    var hidden = new ArrayList<Path>();
    for (var own : List.of(directories.config(), directories.state())) {
      if (Files.isDirectory(own)) hidden.add(Policies.canonical(own));
    }
    return new Profile(
        workspace.roots(), home, hidden, protectedNames(workspace, policy), git, Optional.empty());
  }

  /** Protected names that are there, two levels deep. */
  private static List<String> protectedNames(Workspace workspace, RulePolicy policy) {
    var names = new ArrayList<String>();
    for (var root : workspace.roots()) {
      for (var child : children(root)) {
        if (child.endsWith(".git")) continue;
        if (policy.isObeyed(child)) {
          names.add(root.relativize(child).toString());
        } else if (leads(child)) {
          for (var grandchild : children(child)) {
            if (policy.isObeyed(grandchild)) names.add(root.relativize(grandchild).toString());
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
