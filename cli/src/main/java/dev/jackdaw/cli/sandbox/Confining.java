package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.CanonicalPath;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.sandbox.Bubblewrap;
import dev.jackdaw.sandbox.BubblewrapSandbox;
import dev.jackdaw.sandbox.HomeFolder;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Proxy;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.Seatbelt;
import dev.jackdaw.sandbox.Supervision;
import dev.jackdaw.sandbox.SystemCalls;
import dev.jackdaw.sandbox.landlock.Landlock;
import dev.jackdaw.sandbox.rung.Strongest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the sandbox of a workspace, as far as this machine has one. */
public final class Confining {
  private final Environment environment;
  private final Directories directories;

  public Confining(Environment environment, Directories directories) {
    this.environment = environment;
    this.directories = directories;
  }

  /**
   * What is wanted of a sandbox.
   *
   * @param policy knows which names are protected
   * @param domains the hosts its commands may reach
   * @param warnings hears of hosts that were refused
   */
  public record Wish(
      Workspace workspace,
      Supplier<RulePolicy> policy,
      Profile.Git git,
      List<String> domains,
      Consumer<String> warnings) {}

  /**
   * Returns the sandbox, which was tried.
   *
   * @throws JackdawException with a code of isolation when there is none; the message says why and
   *     what would help
   */
  public Sandbox sandbox(Rung rung, Wish wish) throws InterruptedException {
    return sandbox(rung, wish, profile(wish));
  }

  /** As the other, with more that can be read although it is in a folder that is hidden. */
  public Sandbox sandbox(Rung rung, Wish wish, List<Path> readable) throws InterruptedException {
    return sandbox(rung, wish, profile(wish).reading(readable));
  }

  /**
   * Returns one for what has no business in the workspace, nor anywhere else.
   *
   * @param wish what the commands beside it are held to; its hosts are not reached
   * @param scratch the one folder it may write
   * @param readable what it needs although it may be in a hidden folder
   */
  public Sandbox apart(Rung rung, Wish wish, Path scratch, List<Path> readable)
      throws InterruptedException {
    var plain = profile(wish);
    var hidden = new ArrayList<>(plain.hidden());
    for (var root : plain.workspace()) if (!scratch.startsWith(root)) hidden.add(root);
    var profile =
        new Profile(
            List.of(scratch),
            plain.home(),
            hidden,
            List.of(),
            Profile.Git.NOTHING,
            Optional.empty(),
            Map.of(),
            readable);
    var alone =
        new Wish(wish.workspace(), wish.policy(), Profile.Git.NOTHING, List.of(), wish.warnings());
    return sandbox(rung, alone, profile);
  }

  private Sandbox sandbox(Rung rung, Wish wish, Profile profile) throws InterruptedException {
    return switch (environment.platform()) {
      case LINUX ->
          switch (rung) {
            case BWRAP -> bubblewrap(wish, profile);
            case LANDLOCK -> landlock(wish, profile);
            case SEATBELT -> throw none("Seatbelt is part of macOS", "");
            case ANY -> best(wish, profile);
          };
      case MACOS -> {
        if (rung == Rung.ANY || rung == Rung.SEATBELT) yield seatbelt(wish, profile);
        throw none("macOS has Seatbelt, not what was asked for", "");
      }
      default -> throw none("this system has none that Jackdaw can use", " Use WSL 2.");
    };
  }

  private Sandbox seatbelt(Wish wish, Profile profile) throws InterruptedException {
    if (!Files.isExecutable(Seatbelt.PROGRAM)) throw none(Seatbelt.PROGRAM + " is missing", "");
    var proxy = proxy(wish);
    try {
      return new Seatbelt(profile, proxy);
    } catch (IOException e) {
      proxy.map(Proxy::closeable).ifPresent(Sandbox::closeQuietly);
      throw none("no temporary folder can be made: " + e.getMessage(), "");
    }
  }

  private static Optional<Proxy> proxy(Wish wish) {
    return wish.domains().isEmpty()
        ? Optional.empty()
        : Optional.of(new WayOut(wish.domains(), wish.warnings()).onPort());
  }

  private Sandbox best(Wish wish, Profile profile) throws InterruptedException {
    try {
      return bubblewrap(wish, profile);
    } catch (JackdawException first) {
      try {
        return landlock(wish, profile);
      } catch (JackdawException second) {
        first.addSuppressed(second);
        throw first;
      }
    }
  }

  private Sandbox bubblewrap(Wish wish, Profile profile) throws InterruptedException {
    var program = environment.program("bwrap");
    if (program.isEmpty()) throw none("bwrap is not on the PATH", " Install bubblewrap.");
    var bubblewrap = new Bubblewrap(program.get(), filter());
    // Hosts or none: what is tried are namespaces and the supervisor.
    var supervision = supervision(bubblewrap, wish, profile);
    if (wish.domains().isEmpty()) {
      return new BubblewrapSandbox(bubblewrap, profile, Optional.empty(), supervision);
    }
    var wayOut = new WayOut(wish.domains(), wish.warnings()).onSocket();
    return new BubblewrapSandbox(
        bubblewrap, profile.with(wayOut.socket()), Optional.of(wayOut), supervision);
  }

  private static Optional<Supervision> supervision(
      Bubblewrap bubblewrap, Wish wish, Profile profile) throws InterruptedException {
    try {
      return Strongest.supervision(bubblewrap, profile, wish.policy().get()::isObeyed);
    } catch (Strongest.NoneException e) {
      throw none(String.valueOf(e.getMessage()), " " + e.remedy());
    }
  }

  private Sandbox landlock(Wish wish, Profile profile) throws InterruptedException {
    var proxy = proxy(wish);
    try {
      return Landlock.open(profile, wish.policy().get()::isObeyed, proxy);
    } catch (IOException e) {
      proxy.map(Proxy::closeable).ifPresent(Sandbox::closeQuietly);
      throw none("Landlock cannot be used: " + e.getMessage(), " Use Linux 6.2 or later.");
    }
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

  private Map<String, Path> shown(Path home) throws InterruptedException {
    if (!Files.isDirectory(home)) return Map.of();
    var cache = directories.createCache();
    var shown = new HashMap<>(ToolSettings.write(home, cache));
    var git = environment.program("git");
    if (git.isPresent()) {
      GitIdentity.write(git.get(), home, cache).ifPresent(file -> shown.put(".gitconfig", file));
    }
    return shown;
  }

  private Profile profile(Wish wish) throws InterruptedException {
    var home = CanonicalPath.of(environment.home().orElse(environment.temporary()));
    var hidden = new ArrayList<Path>();
    for (var own : List.of(directories.config(), directories.state(), directories.cache())) {
      if (Files.isDirectory(own)) hide(CanonicalPath.of(own), wish.workspace(), hidden);
    }
    if (wish.workspace().roots().stream().anyMatch(home::startsWith)) {
      for (var name : HomeFolder.CREDENTIALS) {
        var path = home.resolve(name);
        if (Files.exists(path)) hidden.add(CanonicalPath.of(path));
      }
    }
    return new Profile(
        wish.workspace().roots(),
        home,
        hidden,
        Strongest.protectedNames(wish.workspace().roots(), wish.policy().get()::isObeyed),
        wish.git(),
        Optional.empty(),
        shown(home));
  }

  /** Of a folder above the workspace everything else in it is hidden. */
  private static void hide(Path folder, Workspace workspace, List<Path> hidden) {
    if (workspace.contains(folder)) return;
    if (workspace.roots().stream().noneMatch(root -> root.startsWith(folder))) {
      hidden.add(folder);
      return;
    }
    for (var child : children(folder)) {
      if (!Files.isSymbolicLink(child)) hide(child, workspace, hidden);
    }
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
