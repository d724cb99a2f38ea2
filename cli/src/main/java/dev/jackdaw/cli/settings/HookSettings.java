package dev.jackdaw.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that are run at moments of a session, the strongest place first.
 *
 * @param all those of every place, those of a project too, which need trust
 * @param disabled where it is said that none is run, by somebody other than a project; what is
 *     managed is run unless it is said there
 * @param projectDisabled whether the project wants none of its own
 * @param managedOnly where it is said that only managed ones are run
 */
public record HookSettings(
    List<HookSetting> all,
    Optional<Origin> disabled,
    boolean projectDisabled,
    Optional<Origin> managedOnly) {
  public HookSettings {
    all = List.copyOf(all);
  }

  /** Returns the names of the moments, as settings call them. */
  public static List<String> events() {
    return HookReader.EVENTS;
  }

  /**
   * Returns those that are run.
   *
   * @param trusted whether the folder is trusted
   */
  public List<HookSetting> inForce(boolean trusted) {
    var found = new ArrayList<HookSetting>();
    for (var hook : all) if (whyNot(hook, trusted).isEmpty()) found.add(hook);
    return found;
  }

  /** Returns why the hook is not run, as a predicate, if it is not. */
  public Optional<String> whyNot(HookSetting hook, boolean trusted) {
    var layer = hook.origin().layer();
    if (disabled.isPresent()
        && (layer != Layer.MANAGED || disabled.get().layer() == Layer.MANAGED)) {
      return Optional.of("switched off by " + disabled.get());
    }
    if (managedOnly.isPresent() && layer != Layer.MANAGED) {
      return Optional.of("not managed, and " + managedOnly.get() + " lets no others run");
    }
    if (!layer.isProject()) return Optional.empty();
    if (projectDisabled) return Optional.of("switched off by the project");
    return trusted ? Optional.empty() : Optional.of("not run: this folder is not trusted");
  }
}
