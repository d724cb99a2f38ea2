package dev.jackdaw.cli.settings;

/** Whether commands are confined; each asks for more than the one before. */
public enum SandboxMode {
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
