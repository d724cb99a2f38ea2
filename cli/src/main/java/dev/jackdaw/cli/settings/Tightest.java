package dev.jackdaw.cli.settings;

import java.util.Optional;

/** One limit over all places that set it: the tightest of managed, chosen and kept counts. */
final class Tightest<T extends Comparable<T>> {
  private Optional<Setting<T>> managed = Optional.empty();
  private Optional<Setting<T>> chosen = Optional.empty();
  private Optional<Setting<T>> kept = Optional.empty();

  void add(Setting<T> limit) {
    switch (limit.origin().layer()) {
      case MANAGED -> managed = Optional.of(limit);
      case OPTION, COMMAND_LINE -> chosen = chosen.isPresent() ? chosen : Optional.of(limit);
      case PROJECT_LOCAL, PROJECT, USER -> kept = tighter(kept, limit);
    }
  }

  /** What is said on the command line replaces what files keep, but not what is managed. */
  Optional<Setting<T>> value() {
    var wanted = chosen.isPresent() ? chosen : kept;
    return managed.isPresent() ? tighter(wanted, managed.get()) : wanted;
  }

  private static <T extends Comparable<T>> Optional<Setting<T>> tighter(
      Optional<Setting<T>> one, Setting<T> other) {
    if (one.isEmpty()) return Optional.of(other);
    return one.get().value().compareTo(other.value()) <= 0 ? one : Optional.of(other);
  }
}
