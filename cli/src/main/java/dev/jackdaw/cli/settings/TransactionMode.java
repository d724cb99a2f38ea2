package dev.jackdaw.cli.settings;

/** Whether what commands write is held back until they have succeeded. */
public enum TransactionMode {
  OFF,
  /** What a failed command wrote counts if a person says so. */
  ON,
  /** What a failed command wrote counts all the same. */
  KEEP
}
