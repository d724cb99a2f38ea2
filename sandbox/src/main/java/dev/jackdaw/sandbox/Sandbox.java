package dev.jackdaw.sandbox;

import java.io.IOException;
import java.util.Set;

/** Runs commands confined and cleans up behind them. Safe for use by several threads. */
public interface Sandbox extends AutoCloseable {
  /**
   * Names by which an empty folder may be in a workspace while a command runs, and shortly after.
   */
  Set<String> MASKS = Set.copyOf(Masks.NAMES);

  /** Returns what it rests on, such as {@code bwrap}. */
  String name();

  /**
   * Starts a command.
   *
   * @throws IOException when it cannot be started
   */
  Process start(Launch launch) throws IOException;

  /** Ends every command that still runs and removes what they left. */
  @Override
  void close();

  /** Closes what nobody would act on if it could not be closed. */
  static void closeQuietly(AutoCloseable closeable) {
    try (closeable) {
      // nothing but to close it
    } catch (Exception e) {
      System.getLogger("dev.jackdaw.sandbox").log(System.Logger.Level.DEBUG, "close", e);
    }
  }
}
