package dev.jackdaw.embed;

/** How commands of {@link BuiltIn#ALL} are confined: to their workspace, without a network. */
public enum SandboxLevel {
  /** Not at all: they may do what this process may. */
  OFF,
  /** By the strongest sandbox the machine has; where it has none, not at all, which is logged. */
  AVAILABLE,
  /** As {@link #AVAILABLE}; where the machine has none, no session is opened. */
  REQUIRED
}
