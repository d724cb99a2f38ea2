package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Label;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What starts the commands of a session.
 *
 * @param origins tells whose words a command prints
 * @param outside what else can start them, where the launcher confines
 * @param transactions what holds back what they write, if anything does
 */
public record Starting(
    Launcher launcher,
    Function<String, Label> origins,
    Optional<Outside> outside,
    Optional<Transactions> transactions) {
  /** What they write counts at once. */
  public Starting(Launcher launcher, Function<String, Label> origins, Optional<Outside> outside) {
    this(launcher, origins, outside, Optional.empty());
  }

  /** Returns the same with something that holds back what commands write. */
  public Starting with(Transactions holding) {
    return new Starting(launcher, origins, outside, Optional.of(holding));
  }

  /**
   * What commands write counts when they have succeeded.
   *
   * @param keepsFailed whether it counts, too, when they have not, without asking
   */
  public record Transactions(Holding holding, boolean keepsFailed) {}

  /** Nothing is confined, and commands print their own words. */
  public static final Starting PLAIN =
      new Starting(Launcher.unconfined(), _ -> Report.COMMAND, Optional.empty());

  /**
   * What starts commands that are not confined as the others are.
   *
   * @param origins tells whose words such a command prints
   */
  public record Outside(Way way, Function<String, Label> origins) {}

  /** A choice of launcher. */
  @FunctionalInterface
  public interface Way {
    /**
     * Returns what starts commands that reach the hosts, each {@code name:port}, and are confined
     * otherwise; without a host, what starts them unconfined.
     */
    Launcher reaching(List<String> hosts);
  }
}
