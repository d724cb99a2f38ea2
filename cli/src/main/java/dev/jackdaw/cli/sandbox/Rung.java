package dev.jackdaw.cli.sandbox;

import dev.jackdaw.cli.settings.SandboxMode;

/** What a sandbox rests on. */
public enum Rung {
  /** The best this machine has. */
  ANY,
  /** Bubblewrap: namespaces and seccomp. */
  BWRAP,
  /** Landlock and seccomp. */
  LANDLOCK,
  /** Seatbelt, on macOS. */
  SEATBELT;

  /** Returns the one that is asked for. */
  public static Rung of(SandboxMode mode) {
    return switch (mode) {
      case BWRAP -> BWRAP;
      case LANDLOCK -> LANDLOCK;
      case UNSAID, OFF, AUTO, REQUIRED -> ANY;
    };
  }
}
