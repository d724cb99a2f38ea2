package dev.jackdaw.cli.serve;

import java.util.List;

/** The tools one client sees. */
public interface ServedTools extends AutoCloseable {
  List<ServedTool> tools();

  /** Ends what calls have left behind. */
  @Override
  void close();

  /** Makes them for each client. */
  interface Maker {
    /**
     * Makes the tools of a client that has just introduced itself.
     *
     * @param canAsk whether questions can be put to a person there
     */
    ServedTools make(boolean canAsk);
  }
}
