package dev.jackdaw.cli.permissions;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.cli.environment.Directories;
import dev.jackdaw.cli.environment.Environment;
import dev.jackdaw.cli.sandbox.Confining;
import dev.jackdaw.cli.sandbox.Rung;
import dev.jackdaw.cli.settings.SandboxMode;
import dev.jackdaw.cli.settings.Settings;
import dev.jackdaw.policy.Confinement;
import dev.jackdaw.policy.RulePolicy;
import dev.jackdaw.sandbox.Profile;
import dev.jackdaw.sandbox.Sandbox;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a session's commands would be confined: as somebody said, by a setting or a flag,
 * and as this machine can. Where nobody said anything they count as unconfined, which is never the
 * laxer. A sandbox is tried once, and only when a decision depends on it.
 */
final class WouldConfine implements Supplier<Confinement> {
  private final Settings settings;
  private final Confining confining;
  private final Confining.Wish wish;
  private @Nullable Confinement known;

  WouldConfine(
      Settings settings,
      Environment environment,
      Directories directories,
      Workspace workspace,
      Supplier<RulePolicy> policy) {
    this.settings = settings;
    this.confining = new Confining(environment, directories);
    this.wish =
        new Confining.Wish(
            workspace, policy, Profile.Git.HISTORY, settings.network().sandboxDomains(), _ -> {});
  }

  @Override
  public synchronized Confinement get() {
    var found = known;
    if (found == null) found = tried();
    known = found;
    return found;
  }

  private Confinement tried() {
    var mode = settings.sandbox();
    var unsaid = mode == SandboxMode.UNSAID || mode == SandboxMode.OFF;
    if (unsaid || !wish.domains().isEmpty()) return Confinement.NONE;
    try {
      Sandbox.closeQuietly(confining.sandbox(Rung.of(mode), wish));
      return Confinement.SANDBOXED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Confinement.NONE;
    } catch (JackdawException _) {
      return Confinement.NONE;
    }
  }
}
