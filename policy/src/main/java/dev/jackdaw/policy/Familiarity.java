package dev.jackdaw.policy;

/** Whose words the files of the workspace are taken for. */
public enum Familiarity {
  /** The user trusts the folder: its text is as good as their own. */
  OWN,
  /** Somebody else may have written them, as in a pull request under review. */
  FOREIGN
}
