package dev.jackdaw.tui;

import dev.jackdaw.api.Session;
import org.jline.terminal.Terminal;

/**
 * The interactive front end: reads prompts, shows what the agent does, puts its questions to the
 * person. It drives a {@link Session} and nothing behind it. {@link #run} belongs to one thread;
 * closing the session from another ends a running task, closing the terminal ends everything.
 */
public final class InteractiveShell {
  /** One of the ways to be that. */
  sealed interface Front permits LivelyShell, LinearShell {
    Session session();

    void run(String firstPrompt) throws InterruptedException;

    void tell(String line);

    void abandon();
  }

  private final Front front;

  public InteractiveShell(
      Session session, Terminal terminal, ShellOptions options, ShellActions actions) {
    front =
        switch (options.look()) {
          case LIVELY -> new LivelyShell(session, terminal, options, actions);
          case LINEAR -> new LinearShell(session, terminal, options, actions);
        };
  }

  /** Returns the session that is open now; {@code /clear} changes it. */
  public Session session() {
    return front.session();
  }

  /**
   * Works until the person leaves or the input ends.
   *
   * @param firstPrompt sent at once unless it is blank
   * @throws InterruptedException when this thread was interrupted; the running task goes on
   */
  public void run(String firstPrompt) throws InterruptedException {
    front.run(firstPrompt);
  }

  /** Prints a notice from elsewhere. May be called by any thread. */
  public void tell(String line) {
    front.tell(line);
  }

  /**
   * Gives the terminal back at once, as the process is about to end. May be called by any thread.
   */
  public void abandon() {
    front.abandon();
  }
}
