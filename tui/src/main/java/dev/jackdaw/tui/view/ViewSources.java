package dev.jackdaw.tui.view;

import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Session;
import java.util.List;
import java.util.function.Supplier;

/**
 * What views show, from whoever made the session. What is not known anywhere is empty. A method
 * that cannot do what it should throws a {@link dev.jackdaw.api.JackdawException}.
 */
public interface ViewSources {
  /**
   * A value and where it comes from.
   *
   * @param origin a file, an option; may be empty
   */
  record Fact(String name, String value, String origin) {}

  /**
   * A step that changed files.
   *
   * @param number counting from 1 in the session
   * @param prompt the number of the prompt it belongs to, counting from 1
   * @param diff what it changed, line by line; asked for when it is to be shown
   */
  record Change(int number, int prompt, String about, boolean isUndone, Supplier<String> diff) {}

  /**
   * A session that can be gone on with.
   *
   * @param remark when and where it was
   * @param events what happened in it
   */
  record Past(String id, String title, String remark, Supplier<List<Occurrence>> events) {}

  /** A command in the background. */
  record Job(String id, String about, boolean isRunning, Supplier<String> output) {}

  /**
   * A server of tools.
   *
   * @param state in a word
   * @param about what is to be known at a glance; may be empty
   * @param details all that is known of it, line by line; asked for when it is to be shown
   */
  record Server(String name, String state, String about, Supplier<List<String>> details) {}

  /** Returns what happened in the session so far, as it was kept. */
  default List<Occurrence> events(Session session) {
    return List.of();
  }

  default List<Change> changes(Session session) {
    return List.of();
  }

  /** Returns the sessions of this folder, the last one first. */
  default List<Past> sessions() {
    return List.of();
  }

  /** Makes {@link dev.jackdaw.tui.ShellActions#renew} go on with a session the next time. */
  default void choose(String session) {}

  default List<Fact> settings() {
    return List.of();
  }

  /** Returns the permission rules in force: verdict, rule, where it stands. */
  default List<Fact> rules() {
    return List.of();
  }

  /** Returns the agents that can be asked for: name, what for, where it is defined. */
  default List<Fact> agents() {
    return List.of();
  }

  default List<Job> jobs() {
    return List.of();
  }

  /** Ends a job; returns what to tell the person. */
  default String stop(String job) {
    return "There is no job here.";
  }

  /** Lets the commands that run go on in the background; returns what to tell the person. */
  default String background() {
    return "No command runs that could go on in the background.";
  }

  default List<Server> servers() {
    return List.of();
  }

  /** Does with a server what was typed behind {@code /mcp}; returns what to tell the person. */
  default List<String> server(String typed) {
    return List.of("There is no server here.");
  }

  /** Returns what {@code jackdaw doctor} says. */
  default List<String> doctor() throws InterruptedException {
    return List.of();
  }

  /**
   * Writes the session to a new file.
   *
   * @param file its ending chooses the form; empty for a name made from the session's
   * @return what to tell the person
   */
  default String export(Session session, String file) {
    return "Nothing can be exported here.";
  }
}
