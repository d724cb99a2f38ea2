package dev.jackdaw.api;

/** Whether a call may run, and why. The reason can always be shown and logged. */
public sealed interface Decision {
  String reason();

  record Allow(String reason) implements Decision {}

  /** Permitted only if a person agrees; {@code remember} is the rule a lasting yes would add. */
  record Ask(String reason, Rule remember) implements Decision {}

  record Deny(String reason) implements Decision {}

  /** Returns the stricter of the two, or this decision when they are equally strict. */
  default Decision and(Decision other) {
    return other.strictness() > strictness() ? other : this;
  }

  private int strictness() {
    return switch (this) {
      case Allow _ -> 0;
      case Ask _ -> 1;
      case Deny _ -> 2;
    };
  }
}
