package dev.jackdaw.cli.settings;

import dev.jackdaw.journal.checkpoint.Limits;

/** Whether calls can be undone, how much is kept for it, and whether commands are held back. */
public record UndoSettings(boolean isOn, Limits limits, TransactionMode transactions) {
  static final UndoSettings DEFAULT =
      new UndoSettings(true, Limits.DEFAULT, TransactionMode.OFF);
}
