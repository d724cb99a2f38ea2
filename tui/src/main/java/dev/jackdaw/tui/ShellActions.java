package dev.jackdaw.tui;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.Session;
import java.util.List;

/** What the interactive front end leaves to whoever made it. */
public interface ShellActions {
  /** Ends the session and returns a fresh one. */
  Session renew(Session session);

  /**
   * Finds a model by the name a person typed.
   *
   * @throws dev.jackdaw.api.JackdawException when there is none, with what to do about it
   */
  Model model(String name);

  /** Returns lines that say more of what a session cost than its sums do. */
  default List<String> bill(Session session) {
    return List.of();
  }
}
