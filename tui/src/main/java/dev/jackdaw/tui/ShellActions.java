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

  /** Returns the models that can be chosen, each with what is to be known for choosing it. */
  default List<Choice> models() throws InterruptedException {
    return List.of();
  }

  /**
   * A model that can be chosen.
   *
   * @param name as {@link #model} takes it
   * @param remark its window, its price, whether the key is there
   */
  record Choice(String name, String remark) {}

  /** Returns lines that say more of what a session cost than its sums do. */
  default List<String> bill(Session session) {
    return List.of();
  }
}
