package dev.jackdaw.tui;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Session;
import dev.jackdaw.tui.loop.Mailbox;
import java.util.Optional;

/** Carries out slash commands one at a time, on a thread of their own. */
final class CommandRunner {
  /** Hears what is to be done once a command is over, on the stage's thread. */
  interface Then {
    void ran(Commands.Next next, Optional<Session> fresh);
  }

  private final Commands commands;
  private final ShellActions actions;
  private final Mailbox mailbox;
  private final Workers workers;
  private final Screen screen;
  private final Then then;

  CommandRunner(
      Commands commands,
      ShellActions actions,
      Mailbox mailbox,
      Workers workers,
      Screen screen,
      Then then) {
    this.commands = commands;
    this.actions = actions;
    this.mailbox = mailbox;
    this.workers = workers;
    this.screen = screen;
    this.then = then;
  }

  /** Takes note of how much the model's context holds. */
  void context(long tokens) {
    commands.context(tokens);
  }

  /** Ends what a command waits for, if it waits. */
  void stop() {
    commands.stop();
  }

  /** Returns what gives the task of the last command to the session. */
  Runnable task() {
    return commands.task();
  }

  /** Begins; returns false, and does nothing, while another command runs. */
  boolean run(String line, Session session, boolean isWorking) {
    return workers.start("command", () -> carryOut(line, session, isWorking));
  }

  private void carryOut(String line, Session session, boolean isWorking) {
    var next = Commands.Next.GO_ON;
    var fresh = Optional.<Session>empty();
    try {
      next = commands.run(line, session);
      if (next == Commands.Next.RENEW) fresh = renewed(session, isWorking);
    } catch (JackdawException e) {
      screen.line(Look.LIVELY.red(OutputFilter.all(String.valueOf(e.getMessage()))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      var after = next;
      var opened = fresh;
      mailbox.post(() -> then.ran(after, opened));
    }
  }

  private Optional<Session> renewed(Session session, boolean isWorking) {
    if (isWorking) {
      screen.line("The agent is at work. Interrupt it with Ctrl+C first.");
      return Optional.empty();
    }
    var old = session.id().value();
    var fresh = actions.renew(session);
    screen.line(Look.LIVELY.dim(Recap.opened(fresh, old)));
    return Optional.of(fresh);
  }
}
