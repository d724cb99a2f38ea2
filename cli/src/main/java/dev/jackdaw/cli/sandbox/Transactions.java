package dev.jackdaw.cli.sandbox;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.sandbox.Sandbox;
import dev.jackdaw.sandbox.layer.Held;
import dev.jackdaw.sandbox.layer.Layer;
import dev.jackdaw.sandbox.layer.Layers;
import dev.jackdaw.tools.shell.Holding;
import dev.jackdaw.tools.shell.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Holds what commands write in layers over the workspace. Safe for use by several threads. */
public final class Transactions implements Holding, AutoCloseable {
  private static final int PROBE_SECONDS = 20;
  private static final String OTHERWISE =
      " Without --transactional (setting transactional), undo takes back what commands did.";

  private final Layers layers;

  private Transactions(Layers layers) {
    this.layers = layers;
  }

  /**
   * Tries whether this machine can do that.
   *
   * @param places folders for layers
   * @throws JackdawException with a code of isolation when it cannot; the message says why and what
   *     would help
   */
  public static Transactions open(List<Path> places, Workspace workspace)
      throws InterruptedException {
    try {
      return new Transactions(Layers.open(places, workspace.roots(), Sandbox.MASKS));
    } catch (IOException e) {
      throw refused(
          String.valueOf(e.getMessage()),
          " It takes Linux 5.11 or later with user namespaces: in a container, allow them; on"
              + " Ubuntu, set kernel.apparmor_restrict_unprivileged_userns to 0."
              + " \"jackdaw doctor\" says more.");
    }
  }

  /**
   * Tries whether what starts commands can do it under a layer, whatever confines them.
   *
   * @param confines the name of that
   * @throws JackdawException as {@link #open}
   */
  public void require(Launcher launcher, String confines, Workspace workspace)
      throws InterruptedException {
    if (confines.equals("landlock")) {
      throw refused(
          "commands are confined by Landlock, where Jackdaw itself makes their changes",
          " Make bubblewrap work (\"jackdaw doctor\" says what is missing), or add --sandbox off.");
    }
    try (var hold = begin(workspace)) {
      var directory = workspace.directory();
      var said = probed(launcher.under(hold.cover(directory)), directory);
      if (!said.isEmpty()) throw refused(said, "");
      if (hold.written().changes().size() != 1) throw refused("a trial was not held", "");
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), "");
    }
  }

  private static String probed(Launcher launcher, Path directory)
      throws IOException, InterruptedException {
    var script = ": > .jackdaw-" + ProcessHandle.current().pid() + "-trial.tmp";
    var process =
        launcher.start(
            new Launcher.Request(
                List.of("/bin/sh", "-c", script),
                directory,
                Map.of("PATH", "/usr/bin:/bin"),
                Optional.empty(),
                Optional.empty()));
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "a trial does not come to an end";
    }
    if (process.exitValue() == 0) return "";
    return said.isEmpty() ? "status " + process.exitValue() : said.lines().findFirst().orElse("");
  }

  private static JackdawException refused(String why, String remedy) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "isolation-transactional",
        "What commands write cannot be held back: " + why + "." + remedy + OTHERWISE);
  }

  @Override
  public Hold begin(Workspace workspace) throws IOException {
    return new InLayer(layers.begin(workspace.roots()));
  }

  @Override
  public void close() {
    layers.close();
  }

  private record InLayer(Layer layer) implements Hold {
    @Override
    public Launcher.Cover cover(Path directory) {
      return new Launcher.Cover(layer.around(directory), layer.back());
    }

    @Override
    public Written written() throws IOException {
      return written(layer.held());
    }

    @Override
    public Written apply() throws IOException {
      return written(layer.apply());
    }

    private static Written written(Held held) {
      return new Written(
          held.changes().stream()
              .map(change -> new Change(change.sign(), change.path(), change.content()))
              .toList(),
          held.conflicts().stream()
              .map(conflict -> conflict.path() + ": " + conflict.why())
              .toList(),
          held.notes());
    }

    @Override
    public void close() {
      layer.close();
    }
  }
}
