package dev.jackdaw.lsp.protocol;

import java.util.List;

/** Hears what a server says unasked, on its reading thread. */
public interface Listener {
  /** Hears of all diagnostics of a document; {@code version} is -1 when the server says none. */
  void published(String uri, int version, List<Finding> findings);

  /** Hears that diagnostics which were asked for are out of date. */
  void outdated();

  /** Hears a line meant for people or a log; {@code type} is 1 for an error to 4 for a log. */
  void said(int type, String text);

  /** Hears that nothing more will be heard. */
  void broken(String why);
}
