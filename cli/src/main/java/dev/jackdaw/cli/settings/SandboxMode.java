package dev.jackdaw.cli.settings;

/** Whether commands are confined; each asks for more than the one before. */
public enum SandboxMode {
  /** Nobody said anything: as {@link #AUTO} on Linux, as {@link #OFF} elsewhere. */
  UNSAID,
  OFF,
  /** Where this machine can. */
  AUTO,
  /** Or nothing starts. */
  REQUIRED,
  /** By Landlock, or nothing starts. */
  LANDLOCK,
  /** By namespaces, or nothing starts. */
  BWRAP
}
