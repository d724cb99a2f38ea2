package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.Mode;
import dev.jackdaw.api.Tool;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.cli.settings.SettingsReader;
import dev.jackdaw.cli.trust.Inventory;
import dev.jackdaw.cli.trust.Trust;
import dev.jackdaw.cli.trust.TrustStore;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.RulePolicy;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The judges of folders, each with the settings a session that begins there would have. */
final class Folders {
  private final Environment environment;
  private final Directories directories;
  private final Arguments arguments;
  private final List<Tool<?>> tools = AllTools.list();
  private final Map<Path, Judge> known = new HashMap<>();

  Folders(Environment environment, Directories directories, Arguments arguments) {
    this.environment = environment;
    this.directories = directories;
    this.arguments = arguments;
  }

  /**
   * Returns the judge of a folder.
   *
   * @param spelled relative to the working directory; empty for that itself
   * @throws IllegalArgumentException when it is no folder
   */
  Judge judge(String spelled) {
    try {
      var folder = environment.directory().resolve(spelled).toRealPath();
      var judge = known.get(folder);
      if (judge == null) {
        judge = open(folder);
        known.put(folder, judge);
      }
      return judge;
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("\"" + spelled + "\" is no folder to work in", e);
    }
  }

  private Judge open(Path folder) throws IOException {
    var there = environment.in(folder);
    var settings = new SettingsReader(there, directories).read(arguments);
    var others = settings.directories().stream().map(setting -> setting.value());
    var workspace = Workspace.of(folder, others.toArray(Path[]::new));
    var policies = new Policies(workspace, there);
    var trusted = isTrusted(folder, settings);
    Supplier<RulePolicy> plain =
        () -> policies.unchecked(settings, trusted, () -> Confinement.NONE);
    var confinement = new WouldConfine(settings, there, directories, workspace, plain);
    var policy = policies.unchecked(settings, trusted, confinement);
    var mode = settings.mode().map(setting -> setting.value()).orElse(Mode.DEFAULT);
    return new Judge(workspace, policy, mode, tools);
  }

  /** What is said on the command line is said of the working directory and of no other. */
  private boolean isTrusted(Path folder, Settings settings) throws IOException {
    if (arguments.has(Option.TRUST) && folder.equals(environment.directory().toRealPath())) {
      return true;
    }
    return Trust.of(Inventory.of(folder, settings), new TrustStore(directories.state())).isGiven();
  }

  /** Returns the settings of the working directory. */
  Settings settings() {
    return new SettingsReader(environment, directories).read(arguments);
  }

  Policies policies() {
    return new Policies(judge("").workspace(), environment);
  }
}
