package dev.jackdaw.cli.settings;

/** Whether commands are confined. */
public enum SandboxMode {
  OFF,
  /** Where this machine can. */
  AUTO,
  /** Or nothing starts. */
  REQUIRED,
  /** By namespaces, or nothing starts. */
  BWRAP
}
