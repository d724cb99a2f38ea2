package dev.jackdaw.cli.settings;

import dev.jackdaw.journal.Keeping;
import dev.jackdaw.journal.checkpoint.Limits;

/**
 * Whether calls can be undone, how much is kept for it and how long, and whether commands are held
 * back.
 */
public record UndoSettings(
    boolean isOn, Limits limits, TransactionMode transactions, Keeping keeping) {
  static final UndoSettings DEFAULT =
      new UndoSettings(true, Limits.DEFAULT, TransactionMode.OFF, Keeping.USUAL);
}
