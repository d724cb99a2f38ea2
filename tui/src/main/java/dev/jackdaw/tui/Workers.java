package dev.jackdaw.tui;

import dev.jackdaw.tui.loop.Mailbox;
import java.util.function.Consumer;

/** Does what may take long on threads of their own, one thing at a time. */
final class Workers {
  /** Something that may take long. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }

  private final Mailbox mailbox;
  private final Consumer<RuntimeException> failed;
  private final Runnable done;
  private boolean isBusy;

  /** {@code failed} hears of bugs, {@code done} each time that something else may begin. */
  Workers(Mailbox mailbox, Consumer<RuntimeException> failed, Runnable done) {
    this.mailbox = mailbox;
    this.failed = failed;
    this.done = done;
  }

  boolean isBusy() {
    return isBusy;
  }

  /** Begins; returns false, and does nothing, while something else is done. */
  boolean start(String name, Work work) {
    if (isBusy) return false;
    isBusy = true;
    Thread.ofVirtual().name(name).start(() -> run(work));
    return true;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed.accept(e);
    } finally {
      mailbox.post(() -> {
        isBusy = false;
        done.run();
      });
    }
  }
}
