package dev.jackdaw.cli.settings;

import dev.jackdaw.journal.checkpoint.Limits;

/** Whether calls can be undone, and how much is kept for it. */
public record UndoSettings(boolean isOn, Limits limits) {
  static final UndoSettings DEFAULT = new UndoSettings(true, Limits.DEFAULT);
}
