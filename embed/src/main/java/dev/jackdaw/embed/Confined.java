package dev.jackdaw.embed;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.files.Removal;
import dev.jackdaw.policy.CommandOrigin;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.sandbox.HomeFolder;
import dev.jackdaw.sandbox.Launch;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.ProtectedPaths;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.rung.Strongest;
import dev.jackdaw.tools.shell.Launcher;
import dev.jackdaw.tools.shell.Starting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What confines the commands of a session: opened with the first one, or with the session where it
 * is required. Safe for use by several threads.
 */
final class Confined implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.jackdaw.embed");

  private final Workspace workspace;
  private final Map<String, String> environment;
  private final List<Path> hidden;
  private final SandboxLevel level;
  private final Opening opening;
  private @Nullable RulePolicy policy; // guarded by this
  private @Nullable Path folder; // guarded by this
  private @Nullable Sandbox sandbox; // guarded by this
  private boolean tried; // guarded by this

  /** Opens sandboxes. */
  interface Opening {
    Sandbox open(
        Profile profile, ProtectedPaths protectedPaths, Optional<Path> bubblewrap, Path folder)
        throws Strongest.NoneException, InterruptedException;
  }

  /** {@code hidden} are folders of this program that commands have no business in. */
  Confined(
      Workspace workspace,
      Map<String, String> environment,
      List<Path> hidden,
      SandboxLevel level,
      Opening opening) {
    this.workspace = workspace;
    this.environment = environment;
    this.hidden = List.copyOf(hidden);
    this.level = level;
    this.opening = opening;
  }

  /**
   * Takes the policy that knows which names are protected.
   *
   * @throws JackdawException when a sandbox is required and there is none
   */
  synchronized void obey(RulePolicy known) {
    policy = known;
    if (level == SandboxLevel.REQUIRED) open();
  }

  /** Returns whether commands are held back. */
  synchronized Confinement confinement() {
    open();
    return sandbox == null ? Confinement.NONE : Confinement.SANDBOXED;
  }

  Starting starting() {
    return new Starting(
        new InSandbox(),
        // What is confined has no network to bring other people's words from.
        command ->
            confinement() == Confinement.SANDBOXED
                ? new Label(Label.Source.COMMAND, "")
                : CommandOrigin.of(command),
        Optional.empty());
  }

  private final class InSandbox implements Launcher {
    @Override
    public Process start(Request request) throws IOException {
      var own = own();
      if (own.isEmpty()) return Launcher.unconfined().start(request);
      return own.get()
          .start(
              new Launch(
                  request.command(),
                  request.directory(),
                  request.environment(),
                  Launch.Streams.PIPES,
                  request.output(),
                  request.errors(),
                  request.cover().around()));
    }

    @Override
    public boolean canOutlive() {
      return own().map(Sandbox::name).orElse("bwrap").equals("bwrap");
    }
  }

  private synchronized Optional<Sandbox> own() {
    open();
    return Optional.ofNullable(sandbox);
  }

  private void open() {
    var known = policy;
    if (tried || known == null || level == SandboxLevel.OFF) return;
    tried = true;
    try {
      var made = Files.createTempDirectory("jackdaw-sandbox-");
      folder = made;
      sandbox = opening.open(profile(known), known::isObeyed, bubblewrap(), made);
    } catch (InterruptedException _) {
      tried = false;
      Thread.currentThread().interrupt();
    } catch (Strongest.NoneException e) {
      missing(e.getMessage() + ". " + e.remedy());
    } catch (IOException e) {
      missing("no temporary folder can be made: " + e.getMessage() + ".");
    }
  }

  private void missing(String why) {
    if (level == SandboxLevel.REQUIRED) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "isolation-none",
          ("There is no sandbox, which sandbox(REQUIRED) asks for: " + why).strip());
    }
    LOG.log(System.Logger.Level.WARNING, "commands run unconfined. There is no sandbox: {0}", why);
  }

  private Profile profile(RulePolicy known) throws IOException {
    var home = home();
    var all = new ArrayList<>(hidden);
    if (workspace.roots().stream().anyMatch(home::startsWith)) {
      for (var name : HomeFolder.CREDENTIALS) {
        if (Files.exists(home.resolve(name))) all.add(home.resolve(name).toRealPath());
      }
    }
    return new Profile(
        workspace.roots(),
        home,
        all,
        Strongest.protectedNames(workspace.roots(), known::isObeyed),
        Profile.Git.HISTORY,
        Optional.empty());
  }

  private Path home() throws IOException {
    var named = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    var home = Path.of(named);
    return Files.exists(home) ? home.toRealPath() : home.toAbsolutePath();
  }

  private Optional<Path> bubblewrap() {
    for (var each : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (!each.startsWith("/")) continue;
      var program = Path.of(each, "bwrap");
      if (Files.isExecutable(program)) return Optional.of(program);
    }
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    tried = true;
    if (sandbox != null) sandbox.close();
    sandbox = null;
    if (folder != null) Removal.remove(folder);
  }
}
