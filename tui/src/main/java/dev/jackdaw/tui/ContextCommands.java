package dev.jackdaw.tui;

import dev.jackdaw.api.ContextReport;
import dev.jackdaw.api.Fold;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The commands about what the model is shown: {@code /context}, {@code /compact}, {@code
 * /uncompact}, {@code /pin}, {@code /unpin}. They work on a terminal and without one.
 */
public final class ContextCommands {
  private static final Set<SlashCommand> OWN =
      EnumSet.of(
          SlashCommand.CONTEXT,
          SlashCommand.COMPACT,
          SlashCommand.UNCOMPACT,
          SlashCommand.PIN,
          SlashCommand.UNPIN);

  private static final String DRY_RUN = "--dry-run";
  private static final String RUNNING =
      "A task is running. Wait for its end, or interrupt it with Esc; then give the command again.";

  private final int width;
  private final Look look;
  private final Signs signs;
  private final boolean isSeen;
  private final AtomicReference<@Nullable Thread> folding = new AtomicReference<>();

  /** Whether events are shown anyway is {@code isSeen}; otherwise the answer says what happened. */
  ContextCommands(int width, Look look, Signs signs, boolean isSeen) {
    this.width = width;
    this.look = look;
    this.signs = signs;
    this.isSeen = isSeen;
  }

  /** Returns those of a run without a screen, for lines of so many columns. */
  public static ContextCommands plain(int width) {
    return new ContextCommands(width, Look.LINEAR, Signs.in(StandardCharsets.UTF_8), false);
  }

  /** Returns whether a prompt is one of these commands. */
  public static boolean isOne(String prompt) {
    return prompt.startsWith("/") && command(prompt).isPresent();
  }

  private static Optional<SlashCommand> command(String line) {
    return SlashCommand.parse(line.strip().split("\\s+", 2)[0]).filter(OWN::contains);
  }

  /**
   * Carries a command out.
   *
   * @return what to tell the person
   * @throws JackdawException of kind user when it cannot be; the message says what to do instead
   */
  public List<String> run(String line, Session session) throws InterruptedException {
    var words = line.strip().split("\\s+", 2);
    var command = command(line).orElseThrow(() -> problem("no such command: " + words[0]));
    return run(command, words.length > 1 ? words[1].strip() : "", session);
  }

  List<String> run(SlashCommand command, String argument, Session session)
      throws InterruptedException {
    try {
      return switch (command) {
        case CONTEXT -> context(argument, session);
        case COMPACT -> compact(argument, session);
        case UNCOMPACT -> uncompact(argument, session);
        case PIN -> pin(argument, session);
        case UNPIN -> unpin(argument, session);
        case HELP,
            CLEAR,
            MODEL,
            EFFORT,
            MODE,
            PLAN,
            UNDO,
            REDO,
            REWIND,
            COST,
            TRANSCRIPT,
            DIFF,
            RESUME,
            PERMISSIONS,
            AGENTS,
            JOBS,
            MCP,
            SETTINGS,
            DOCTOR,
            EXPORT,
            COPY,
            THEME,
            KEYS,
            VIM,
            QUIT ->
            List.of();
      };
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw problem(OutputFilter.all(String.valueOf(e.getMessage())));
    }
  }

  private static JackdawException problem(String message) {
    return new JackdawException(JackdawException.Kind.USER, "context-command", message);
  }

  private List<String> context(String argument, Session session) {
    if (!argument.isEmpty()) throw problem("/context takes nothing behind it.");
    return new ContextTable(session.context(), width, look, signs).lines();
  }

  private List<String> compact(String argument, Session session) throws InterruptedException {
    var words = argument.split("\\s+", 2);
    if (words[0].equals(DRY_RUN)) return wouldCompact(session);
    if (words[0].startsWith("--")) {
      throw problem(
          "/compact knows no "
              + OutputFilter.line(words[0])
              + "; write /compact [--dry-run] [FOCUS].");
    }
    requireIdle(session);
    var folded = folded(argument, session);
    if (folded.isEmpty()) return List.of(nothing(session));
    var lines = new ArrayList<String>();
    if (!isSeen) lines.addAll(FoldText.happened(folded.get(), look, signs));
    lines.addAll(FoldText.preview(folded.get(), width, look, signs));
    return lines;
  }

  private Optional<Fold> folded(String focus, Session session) throws InterruptedException {
    folding.set(Thread.currentThread());
    try {
      return session.compact(focus);
    } catch (InterruptedException e) {
      if (folding.get() != null) throw e;
      throw problem("Stopped. Nothing was folded.");
    } finally {
      folding.set(null);
    }
  }

  /** Ends a fold that waits for its note, if there is one. */
  void stop() {
    var thread = folding.getAndSet(null);
    if (thread != null) thread.interrupt();
  }

  private List<String> wouldCompact(Session session) {
    requireIdle(session);
    var fold = session.foldable();
    if (fold.isEmpty()) return List.of(nothing(session));
    var lines = new ArrayList<>(FoldText.wouldHappen(fold.get(), signs));
    lines.addAll(FoldText.preview(fold.get(), width, look, signs));
    lines.add("Nothing was changed. /compact does it.");
    return lines;
  }

  private static void requireIdle(Session session) {
    if (session.isRunning()) throw problem(RUNNING);
  }

  private static String nothing(Session session) {
    var next = report(session).map(ContextReport::forecast).orElse("");
    return "Nothing to fold yet: the newest turns stay as they are."
        + (next.isBlank() ? "" : " " + OutputFilter.line(next))
        + " /context shows what takes the space.";
  }

  private static Optional<ContextReport> report(Session session) {
    try {
      return Optional.of(session.context());
    } catch (IllegalStateException _) {
      return Optional.empty();
    }
  }

  private List<String> uncompact(String argument, Session session) {
    if (!argument.isEmpty()) throw problem("/uncompact takes nothing behind it.");
    requireIdle(session);
    var taken = session.uncompact();
    if (taken.isEmpty()) return List.of("No fold is in force, so there is none to take back.");
    var fold = taken.get();
    var limit = report(session).map(ContextReport::limit).orElse(0L);
    var lines = new ArrayList<String>();
    lines.add(
        (isSeen ? "The" : "Fold " + fold.number() + " was taken back: the")
            + " model is shown about "
            + Amounts.tokens(fold.before() - fold.after())
            + " tokens more, read afresh with the next request.");
    if (limit > 0 && fold.before() > limit) {
      lines.add("They do not fit: the conversation will be folded again before it.");
    }
    return lines;
  }

  private List<String> pin(String what, Session session) {
    if (what.isEmpty()) return pinned(session);
    session.pin(what);
    return isSeen ? List.of() : List.of("pinned: " + OutputFilter.line(what));
  }

  private static List<String> pinned(Session session) {
    var pins = session.context().pins();
    if (pins.isEmpty()) {
      return List.of(
          "Nothing is pinned. /pin #N keeps what has that number in the journal word for word,"
              + " /pin TEXT a text of yours.");
    }
    var lines = new ArrayList<String>();
    for (var pin : pins) lines.add("pinned: " + OutputFilter.line(pin));
    lines.add("/unpin and the beginning of one gives it up.");
    return lines;
  }

  private List<String> unpin(String what, Session session) {
    if (what.isEmpty()) return pinned(session);
    var pin = meant(what, pins(session));
    session.unpin(pin);
    return isSeen ? List.of() : List.of("no longer pinned: " + OutputFilter.line(pin));
  }

  /** Returns the pin that is named, whole or by a beginning that no other has. */
  private static String meant(String what, List<String> pins) {
    if (pins.contains(what)) return what;
    var matching = pins.stream().filter(pin -> pin.startsWith(what)).toList();
    return matching.size() == 1 ? matching.getFirst() : what;
  }

  /** Returns what can be given up; nothing where that is not known. */
  static List<String> pins(Session session) {
    return report(session).map(ContextReport::pins).orElse(List.of());
  }
}
