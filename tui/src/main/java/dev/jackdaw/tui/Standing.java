package dev.jackdaw.tui;

import dev.jackdaw.api.Session;
import dev.jackdaw.tui.progress.Status;
import dev.jackdaw.tui.progress.StatusLine;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the session stands, for the line at the bottom and the user's own status line. */
final class Standing {
  private final StatusLine line;
  private final String branch;
  private final Optional<ShellActions.StatusFeed> feed;
  private final Supplier<String> beside;
  private @Nullable Status shown;
  private long context;

  /** {@code beside} tells of what runs beside the session. */
  Standing(
      StatusLine line,
      String branch,
      Optional<ShellActions.StatusFeed> feed,
      Supplier<String> beside) {
    this.line = line;
    this.branch = branch;
    this.feed = feed;
    this.beside = beside;
  }

  /** Takes note of how much the model's context holds, in tokens. */
  void context(long tokens) {
    context = tokens;
  }

  /** Shows how the session stands now, if that is other than it was. */
  void update(Session session) {
    var now = of(session);
    if (now.equals(shown)) return;
    shown = now;
    line.show(now);
    feed.ifPresent(each -> each.tell(session));
  }

  private Status of(Session session) {
    var model = session.model();
    var totals = session.totals();
    var used =
        context > 0 && model.window() > 0
            ? Optional.of((double) context / model.window())
            : Optional.<Double>empty();
    return new Status(
        model.id(),
        session.mode().text(),
        used,
        totals.dollars(),
        totals.dollarsKnown(),
        branch,
        beside.get());
  }

  void close() {
    feed.ifPresent(ShellActions.StatusFeed::close);
  }
}
