package dev.jackdaw.policy;

/** What holds back the commands that are run. It decides how far a remembered yes reaches. */
public enum Confinement {
  /** They can do whatever the user can. */
  NONE,
  /** They are kept in the workspace and have no network. */
  SANDBOXED
}
