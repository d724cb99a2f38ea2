package dev.jackdaw.cli.sandbox;

/** What a sandbox rests on. */
public enum Rung {
  /** The best this machine has. */
  ANY,
  /** Bubblewrap: namespaces and seccomp. */
  BWRAP,
  /** Landlock and seccomp. */
  LANDLOCK,
  /** Seatbelt, on macOS. */
  SEATBELT
}
