package dev.jackdaw.cli.undo;

import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.Step;
import dev.jackdaw.journal.checkpoint.Undo;
import dev.jackdaw.journal.checkpoint.Undo.Conflicts;
import dev.jackdaw.journal.checkpoint.Undo.Direction;
import dev.jackdaw.journal.checkpoint.Undo.Earnest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code jackdaw undo} and {@code jackdaw redo}: steps of a session that is not open. */
public final class UndoCommands {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int SHOWN_PATHS = 40;

  private final Sessions sessions;
  private final Path directory;
  private final ZoneId zone;
  private final PrintWriter out;

  public UndoCommands(Sessions sessions, Path directory, ZoneId zone, PrintWriter out) {
    this.sessions = sessions;
    this.directory = directory;
    this.zone = zone;
    this.out = out;
  }

  /** Takes steps back, lists them, or lets go of what is kept. */
  public ExitCode undo(Arguments arguments) {
    if (arguments.has(Option.PRUNE)) return prune();
    if (arguments.has(Option.LIST)) return list(arguments);
    return go(Direction.UNDO, arguments);
  }

  /** Does undone steps again. */
  public ExitCode redo(Arguments arguments) {
    return go(Direction.REDO, arguments);
  }

  private SessionId session(Arguments arguments) {
    var named = arguments.text(Option.SESSION);
    if (named.isPresent()) return sessions.find(named.get());
    return sessions
        .latest(directory)
        .orElseThrow(() ->
            new JackdawException(
                JackdawException.Kind.USER,
                "no-session",
                "there is no session in "
                    + directory
                    + ". --session ID names one of another folder; \"jackdaw sessions list\" shows"
                    + " them."));
  }

  private ExitCode list(Arguments arguments) {
    try (var journal = sessions.view(session(arguments))) {
      var steps = Step.of(journal);
      for (var step : steps) {
        out.println(arguments.has(Option.JSON) ? json(step).compact() : line(step));
      }
      if (steps.isEmpty() && !arguments.has(Option.JSON)) {
        out.println("Session " + journal.session() + " changed no file.");
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  private String line(Step step) {
    var what =
        "%3d  %s  %-7s %s  (%d changed)%s"
            .formatted(
                step.number(),
                TIME.format(step.time().atZone(zone)),
                step.tool(),
                VisibleText.inOneLine(step.does()),
                step.found().files(),
                step.isUndone() ? "  [undone]" : "");
    var lines = new StringBuilder(what);
    for (var note : step.irreversible()) {
      lines.append("\n     cannot be undone: ").append(VisibleText.inOneLine(note));
    }
    return lines.toString();
  }

  private static Json.Obj json(Step step) {
    return Json.object()
        .put("step", step.number())
        .put("time", step.time().toString())
        .put("agent", step.agent().value())
        .put("tool", step.tool())
        .put("does", step.does())
        .put("files", step.found().files())
        .put("paths", Json.strings(step.found().paths()))
        .put("undone", step.isUndone())
        .put("irreversible", Json.strings(step.irreversible()))
        .build();
  }

  private ExitCode go(Direction direction, Arguments arguments) {
    var rehearsal = arguments.has(Option.DRY_RUN);
    var id = session(arguments);
    try (var journal = rehearsal ? sessions.view(id) : sessions.open(id);
        var store = new CheckpointFolder(sessions.checkpoints(opened(journal)))) {
      var steps = chosen(direction, Step.of(journal), arguments);
      var undo = new Undo(store, workspace(opened(journal)), journal);
      var report =
          undo.go(
              direction,
              steps,
              rehearsal ? Earnest.REHEARSAL : Earnest.PERFORMANCE,
              arguments.has(Option.SKIP_CONFLICTS) ? Conflicts.KEEP : Conflicts.STOP);
      if (arguments.has(Option.JSON)) out.println(json(direction, report).compact());
      else print(direction, report, rehearsal);
      out.flush();
      return report.conflicts().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException e) {
      throw new JackdawException(
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

  private Path opened(Journal journal) {
    var found = new ArrayList<String>();
    journal.replay(occurrence -> {
      if (occurrence.event() instanceof dev.jackdaw.api.Event.SessionOpened opened) {
        found.add(opened.directory());
      }
    });
    return found.isEmpty() ? directory : Path.of(found.getLast());
  }

  private static Workspace workspace(Path folder) throws IOException {
    return Workspace.of(folder);
  }

  private static List<Step> chosen(Direction direction, List<Step> all, Arguments arguments) {
    var undoing = direction == Direction.UNDO;
    Predicate<Step> open = step -> step.isUndone() != undoing;
    var candidates = new ArrayList<>(all.stream().filter(open).toList());
    if (undoing) candidates = new ArrayList<>(candidates.reversed());
    if (!arguments.operands().isEmpty()) return named(all, open, undoing, arguments);
    if (arguments.has(Option.TO_STEP)) {
      var to = number(arguments.text(Option.TO_STEP).orElse(""));
      candidates.removeIf(step -> undoing ? step.number() <= to : step.number() > to);
    } else if (!arguments.has(Option.ALL) && !candidates.isEmpty()) {
      return List.of(candidates.getFirst());
    }
    if (candidates.isEmpty()) {
      throw new JackdawException(
          JackdawException.Kind.USER,
          "nothing-to-undo",
          undoing
              ? "there is no step to undo. \"jackdaw undo --list\" shows the steps of the session."
              : "no step is undone. \"jackdaw undo --list\" shows the steps of the session.");
    }
    return candidates;
  }

  private static JackdawException wrongStep(String message) {
    return new JackdawException(JackdawException.Kind.USER, "no-step", message);
  }

  private static int number(String given) {
    try {
      var number = Integer.parseInt(given);
      if (number >= 0) return number;
    } catch (NumberFormatException _) {
      // As below.
    }
    throw wrongStep("--to takes the number of a step or 0, not \"" + given + "\".");
  }

  private static List<Step> named(
      List<Step> all, Predicate<Step> open, boolean undoing, Arguments arguments) {
    var steps = new ArrayList<Step>();
    for (var word : arguments.operands()) {
      var step =
          all.stream()
              .filter(one -> Integer.toString(one.number()).equals(word))
              .findFirst()
              .orElseThrow(() ->
                  wrongStep(
                      "there is no step \""
                          + word
                          + "\"; the session has "
                          + (all.isEmpty() ? "none" : "1 to " + all.size())
                          + ". \"jackdaw undo --list\" shows them."));
      if (!open.test(step)) {
        throw wrongStep("step " + word + (undoing ? " is undone already." : " is not undone."));
      }
      steps.add(step);
    }
    return steps;
  }

  private void print(Direction direction, Undo.Report report, boolean rehearsal) {
    var done = direction == Direction.UNDO ? "undone" : "done again";
    if (!report.steps().isEmpty()) {
      var numbers = report.steps().stream().map(String::valueOf).toList();
      out.println(
          (numbers.size() == 1 ? "Step " : "Steps ")
              + String.join(", ", numbers)
              + (rehearsal ? " would be " : numbers.size() == 1 ? " is " : " are ")
              + done
              + ".");
    }
    for (var path : report.paths().subList(0, Math.min(SHOWN_PATHS, report.paths().size()))) {
      out.println("  " + VisibleText.inOneLine(path));
    }
    if (report.paths().size() > SHOWN_PATHS) {
      out.println("  and " + (report.paths().size() - SHOWN_PATHS) + " more");
    }
    if (report.stoppedAt() > 0) {
      out.println(
          "Step "
              + report.stoppedAt()
              + (rehearsal ? " would stay" : " stays")
              + " as it is, because of what was changed since. --skip-conflicts leaves only these"
              + " files alone:");
    } else if (!report.conflicts().isEmpty()) {
      out.println("Left as they are:");
    }
    for (var conflict : report.conflicts()) out.println("  ! " + VisibleText.inOneLine(conflict));
    for (var note : report.notes()) out.println("Not undone: " + VisibleText.inOneLine(note));
  }

  private static Json.Obj json(Direction direction, Undo.Report report) {
    return Json.object()
        .put("direction", direction.name().toLowerCase(Locale.ROOT))
        .put(
            "steps", Json.array(report.steps().stream().map(step -> Json.of((long) step)).toList()))
        .put("paths", Json.strings(report.paths()))
        .put("conflicts", Json.strings(report.conflicts()))
        .put("stopped_at", report.stoppedAt())
        .put("notes", Json.strings(report.notes()))
        .build();
  }

  private ExitCode prune() {
    try {
      var pruned = sessions.pruneCheckpoints();
      out.println("Freed " + pruned / (1 << 20) + " MiB that no step of any session needs.");
      out.flush();
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new JackdawException(
          JackdawException.Kind.ENVIRONMENT,
          "prune-failed",
          "What is kept for undo could not be pruned: " + e.getMessage() + ".",
          e);
    }
  }
}
