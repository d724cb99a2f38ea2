package dev.jackdaw.tui;

import dev.jackdaw.api.Model;
import dev.jackdaw.api.Session;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tui.compose.MoreWords;
import dev.jackdaw.tui.progress.WindowSettings;
import dev.jackdaw.tui.view.ViewSources;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the interactive front end leaves to whoever made it. */
public interface ShellActions {
  /**
   * Ends the session and returns a fresh one, or the one that was {@link ViewSources#choose
   * chosen}.
   */
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

  /**
   * Takes back what the last step changed on disk, or the steps that are named. Nothing runs in the
   * session.
   *
   * @param numbers of the steps; empty for the last one
   * @return lines that say what was done
   */
  default List<String> undo(Session session, List<String> numbers) {
    return List.of("There is no undo here.");
  }

  /** Does undone steps again, as {@link #undo} takes them back. */
  default List<String> redo(Session session, List<String> numbers) {
    return List.of("There is no undo here.");
  }

  /**
   * Lists the prompts one can go back to, or goes back to before one. Nothing runs in the session.
   *
   * @param prompt its number as listed; empty for the list
   * @param what {@code files}, {@code conversation}, or empty for both
   * @return lines that say what there is, or what was done
   */
  default List<String> rewind(Session session, String prompt, String what) {
    return List.of("There is no way back here.");
  }

  /**
   * Finds out what a command means that is not the shell's own.
   *
   * @param line as it was typed, slash included
   * @return nothing when there is no such command
   * @throws dev.jackdaw.api.JackdawException when it cannot be carried out as typed
   */
  default Optional<Custom> custom(Session session, String line) {
    return Optional.empty();
  }

  /** What comes of such a command. */
  sealed interface Custom {
    /** It is done; this is to be said. */
    record Told(List<String> lines) implements Custom {
      public Told {
        lines = List.copyOf(lines);
      }
    }

    /**
     * It is a task.
     *
     * @param remark what to say before it begins; may be empty
     * @param submission gives it to the session
     */
    record Task(String remark, Runnable submission) implements Custom {}
  }

  /**
   * Keeps a choice in the user's settings, so that later sessions begin with it.
   *
   * @param setting its name there
   * @throws dev.jackdaw.api.JackdawException when it cannot be kept; it holds for this session
   */
  default void keep(String setting, Json choice) {}

  /** Returns what views show beside the session. */
  default ViewSources views() {
    return new ViewSources() {};
  }

  /** Returns what completes words that are neither files nor of the shell's own commands. */
  default MoreWords words() {
    return MoreWords.NONE;
  }

  /** Returns what the window may be asked for. */
  default WindowSettings window() {
    return WindowSettings.STANDARD;
  }

  /** Returns the branch that is checked out; empty for none. */
  default String branch() {
    return "";
  }

  /**
   * Starts the user's own status line.
   *
   * @param shown takes what it prints, on a thread of its own; not filtered
   * @return nothing when there is none, or it may not run here
   */
  default Optional<StatusFeed> statusLine(Consumer<String> shown) {
    return Optional.empty();
  }

  /**
   * Returns a word on what runs beside the session and is not at rest, such as a language server.
   */
  default String beside() {
    return "";
  }

  /** {@code told} is run, on any thread, when that word may be another. */
  default void whenBesideChanges(Runnable told) {}

  /** A status line of the user's own. */
  interface StatusFeed extends AutoCloseable {
    /** Tells that something may have changed; does not wait. */
    void tell(Session session);

    @Override
    void close();
  }

  /** Returns lines that say more of what a session cost than its sums do. */
  default List<String> bill(Session session) {
    return List.of();
  }
}
