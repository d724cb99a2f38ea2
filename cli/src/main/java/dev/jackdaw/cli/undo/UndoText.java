package dev.jackdaw.cli.undo;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.journal.checkpoint.Undo;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.journal.checkpoint.Undo.Earnest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a person is told of steps that were taken back or done again. */
final class UndoText {
  private static final int SHOWN_PATHS = 40;

  private UndoText() {}

  static List<String> of(Direction direction, Undo.Report report, Earnest earnest) {
    var lines = new ArrayList<String>();
    if (!report.steps().isEmpty()) lines.add(done(direction, report, earnest));
    for (var path : report.paths().subList(0, Math.min(SHOWN_PATHS, report.paths().size()))) {
      lines.add("  " + VisibleText.inOneLine(path));
    }
    if (report.paths().size() > SHOWN_PATHS) {
      lines.add("  and " + (report.paths().size() - SHOWN_PATHS) + " more");
    }
    if (report.stoppedAt() > 0) {
      lines.add(
          "Step "
              + report.stoppedAt()
              + (earnest == Earnest.REHEARSAL ? " would stay" : " stays")
              + " as it is, because of what was changed since. --skip-conflicts leaves only these"
              + " files alone:");
    } else if (!report.conflicts().isEmpty()) {
      lines.add("Left as they are:");
    }
    lines.addAll(standing(report.conflicts()));
    for (var note : report.notes()) lines.add("Not undone: " + VisibleText.inOneLine(note));
    return lines;
  }

  /** Returns what stands in the way. */
  static List<String> standing(List<Undo.Conflict> conflicts) {
    var lines = new ArrayList<String>();
    for (var conflict : conflicts) {
      lines.add("  ! " + VisibleText.inOneLine(conflict.text()));
      for (var line : conflict.lines()) lines.add("      " + VisibleText.inOneLine(line));
    }
    return lines;
  }

  private static String done(Direction direction, Undo.Report report, Earnest earnest) {
    var numbers = report.steps().stream().map(String::valueOf).toList();
    var is = numbers.size() == 1 ? " is " : " are ";
    return (numbers.size() == 1 ? "Step " : "Steps ")
        + String.join(", ", numbers)
        + (earnest == Earnest.REHEARSAL ? " would be " : is)
        + (direction == Direction.UNDO ? "undone" : "done again")
        + ".";
  }

  static JackdawException failed(Direction direction, IOException e) {
    return new JackdawException(
        JackdawException.Kind.ENVIRONMENT,
        "undo-failed",
        "Not everything could be "
            + (direction == Direction.UNDO ? "undone" : "done again")
            + ": "
            + e.getMessage()
            + ". What was done so far stays; once that is mended, the same command goes on.",
        e);
  }
}
