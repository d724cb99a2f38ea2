package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Answer;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Question;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.files.FileDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Decides what becomes of what a command wrote, once it has ended. */
final class Settlement {
  private static final int MAX_LISTED = 20;
  private static final int MAX_DIFF_CHARS = 12_000;
  private static final String DISCARD = "discard";
  private static final String KEEP = "keep";
  private static final String SHOW = "show";

  /** What EOVERFLOW is called. */
  private static final String OTHERS = "Value too large for defined data type";

  private final Starting.Transactions transactions;
  private final Holding.Hold hold;
  private final Workspace workspace;

  Settlement(Starting.Transactions transactions, Holding.Hold hold, Workspace workspace) {
    this.transactions = transactions;
    this.hold = hold;
    this.workspace = workspace;
  }

  Launcher.Cover cover(Path directory) {
    return hold.cover(directory);
  }

  /** Forgets what was written. */
  void close() {
    hold.close();
  }

  /** Says of a command that goes on in the background when what it writes counts. */
  static ToolResult later(ToolResult result) {
    return noted(
        result,
        List.of(
            "What it writes in the workspace is held back, and counts once all of it has ended with"
                + " exit code 0; until then nothing else sees it."));
  }

  /** Whoever is alone in a user namespace cannot copy what others own. */
  static ToolResult explained(ToolResult result) {
    return result.isOk() || !result.text().contains(OTHERS)
        ? result
        : noted(
            result,
            List.of(
                "Here, where it is held back what commands write, files and folders that belong to"
                    + " another user or group cannot be changed."));
  }

  /**
   * Settles a command that was waited for, and returns its result with what became of what it
   * wrote. A person is asked about one that failed by itself. {@code applying} is run before it is
   * brought to the workspace.
   */
  ToolResult settle(ToolResult result, ToolContext context, Runnable applying) {
    try (hold) {
      var written = hold.written();
      if (written.changes().isEmpty()) return noted(result, written.notes());
      if (result.isOk()) return applied(result, "", applying);
      if (transactions.keepsFailed() || asks(result) && isKept(result, written, context)) {
        var kept = "What it wrote was kept all the same: " + listed(written) + ".";
        return applied(result, kept, applying);
      }
      return noted(result, List.of(discarded(written)));
    } catch (IOException e) {
      return failed(result, e);
    }
  }

  /**
   * Settles a command that nobody waited for, and returns what to tell of it; empty for nothing.
   * Nobody is asked.
   */
  String settleLate(boolean succeeded, Runnable applying) {
    try (hold) {
      var written = hold.written();
      if (written.changes().isEmpty()) return String.join(" ", written.notes());
      if (!succeeded && !transactions.keepsFailed()) return discarded(written);
      applying.run();
      var applied = hold.apply();
      if (!applied.conflicts().isEmpty()) return conflicts(applied);
      var notes = new ArrayList<>(List.of("What it wrote counts now: " + listed(written) + "."));
      notes.addAll(written.notes());
      return String.join(" ", notes);
    } catch (IOException e) {
      return unusable(e);
    }
  }

  private static boolean asks(ToolResult result) {
    return result.status() == Status.FAILED || result.status() == Status.TIMED_OUT;
  }

  private ToolResult applied(ToolResult result, String note, Runnable applying) throws IOException {
    applying.run();
    var applied = hold.apply();
    if (!applied.conflicts().isEmpty()) {
      return noted(withStatus(result), List.of(conflicts(applied)));
    }
    var notes = new ArrayList<>(note.isEmpty() ? List.<String>of() : List.of(note));
    notes.addAll(applied.notes());
    return noted(result, notes);
  }

  private static ToolResult withStatus(ToolResult result) {
    return result.isOk()
        ? new ToolResult(Status.FAILED, result.content(), result.details(), result.label())
        : result;
  }

  private static ToolResult failed(ToolResult result, IOException e) {
    return noted(withStatus(result), List.of(unusable(e)));
  }

  private static String unusable(IOException e) {
    return "What it wrote could not be brought to the workspace as a whole: "
        + e.getMessage()
        + ". Look what is there.";
  }

  private static ToolResult noted(ToolResult result, List<String> notes) {
    var all = result;
    for (var note : notes) all = all.and(new Block.Text(note, Label.JACKDAW));
    return all;
  }

  private String discarded(Holding.Written written) {
    return "What it wrote was discarded, because it did not succeed: "
        + listed(written)
        + ". The workspace is as it was before.";
  }

  private static String conflicts(Holding.Written written) {
    return "Nothing of what it wrote counts, because the workspace was changed meanwhile: "
        + String.join("; ", first(written.conflicts()))
        + ". Look at that, and run the command again if it is still right.";
  }

  private String listed(Holding.Written written) {
    var paths =
        written.changes().stream()
            .map(change -> change.sign() + " " + workspace.display(change.path()))
            .toList();
    return String.join(", ", first(paths));
  }

  private static List<String> first(List<String> all) {
    if (all.size() <= MAX_LISTED) return all;
    var first = new ArrayList<>(all.subList(0, MAX_LISTED));
    first.add("and " + (all.size() - MAX_LISTED) + " more");
    return first;
  }

  /** Whoever does not say that it be kept has it discarded. */
  private boolean isKept(ToolResult result, Holding.Written written, ToolContext context) {
    var how = result.status() == Status.TIMED_OUT ? "ran out of time" : "failed";
    var question = "The command " + how + ". It wrote: " + listed(written) + ". Does that count?";
    var shown = "";
    try {
      while (true) {
        var answer = context.ask(choice(question + shown));
        if (!(answer instanceof Answer.Chosen(var texts))) return false;
        if (!texts.contains(SHOW)) return texts.contains(KEEP);
        shown = "\n" + diff(written);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Question choice(String text) {
    return new Question.Choice(
        text,
        List.of(
            new Question.Option(DISCARD, "the workspace stays as it was"),
            new Question.Option(KEEP, "as if it had succeeded; it can be undone"),
            new Question.Option(SHOW, "what would change, line by line")),
        false);
  }

  private String diff(Holding.Written written) {
    var diff = new StringBuilder();
    for (var change : written.changes()) {
      if (change.content().isEmpty()) continue;
      var name = workspace.display(change.path());
      diff.append(FileDiff.of(name, change.path(), change.content().get()));
      if (diff.length() > MAX_DIFF_CHARS) {
        return diff.substring(0, MAX_DIFF_CHARS) + "\n(the rest is left out)\n";
      }
    }
    return diff.isEmpty() ? "No text would change.\n" : diff.toString();
  }
}
