package dev.jackdaw.cli.undo;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Journal;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.VisibleText;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.ExitCode;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.journal.Keeping;
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
import java.util.function.Supplier;

/** {@code jackdaw undo} and {@code jackdaw redo}: steps of a session that is not open. */
public final class UndoCommands {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Sessions sessions;
  private final Path directory;
  private final ZoneId zone;
  private final PrintWriter out;
  private final Supplier<Keeping> keeping;
  private final Looks looks;

  /** Makes what looks at the folder of a session. */
  @FunctionalInterface
  public interface Looks {
    Checkpoints at(SessionId session, Path folder) throws IOException;
  }

  /** {@code keeping} is asked when something is to be let go. */
  public UndoCommands(
      Sessions sessions,
      Path directory,
      ZoneId zone,
      PrintWriter out,
      Supplier<Keeping> keeping,
      Looks looks) {
    this.looks = looks;
    this.keeping = keeping;
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
    var session = session(arguments);
    careForIfPossible(session);
    try (var journal = sessions.view(session)) {
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
    if (step.found().shared() && !step.isUndone()) {
      lines.append("\n     in the background, and may hold changes of yours: only \"jackdaw undo ");
      lines.append(step.number()).append("\" takes it back");
    }
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
        .put("shared", step.found().shared())
        .put("irreversible", Json.strings(step.irreversible()))
        .build();
  }

  private ExitCode go(Direction direction, Arguments arguments) {
    var rehearsal = arguments.has(Option.DRY_RUN);
    var id = session(arguments);
    if (rehearsal) careForIfPossible(id);
    else careFor(id);
    try (var journal = rehearsal ? sessions.view(id) : sessions.open(id);
        var store = new CheckpointFolder(sessions.checkpoints(opened(journal)))) {
      var steps = chosen(direction, Step.of(journal), arguments);
      var undo = new Undo(store, workspace(opened(journal)), event -> keep(journal, event));
      var earnest = rehearsal ? Earnest.REHEARSAL : Earnest.PERFORMANCE;
      var conflicts = arguments.has(Option.SKIP_CONFLICTS) ? Conflicts.KEEP : Conflicts.STOP;
      var report = undo.go(direction, steps, earnest, conflicts);
      if (arguments.has(Option.JSON)) out.println(json(direction, report).compact());
      else UndoText.of(direction, report, earnest).forEach(out::println);
      out.flush();
      return report.conflicts().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (IOException e) {
      throw UndoText.failed(direction, e);
    }
  }

  /** A session that is open elsewhere is in the care of whoever has it open. */
  private void careFor(SessionId id) {
    try (var journal = sessions.open(id);
        var checkpoints = looks.at(id, opened(journal))) {
      Aftercare.of(journal, sessions, checkpoints).forEach(out::println);
    } catch (JackdawException e) {
      if (!e.code().equals("session-locked")) throw e;
    } catch (IOException e) {
      throw UndoText.failed(Direction.UNDO, e);
    }
  }

  /** Who only looks sees what there is, also where nothing can be written. */
  private void careForIfPossible(SessionId id) {
    try {
      careFor(id);
    } catch (JackdawException e) {
      System.getLogger("dev.jackdaw.cli")
          .log(System.Logger.Level.WARNING, "what a killed Jackdaw left was not looked after", e);
    }
  }

  private static void keep(Journal journal, Event.Durable event) {
    journal.append(AgentId.MAIN, event);
    journal.sync();
  }

  private Path opened(Journal journal) {
    var found = new ArrayList<String>();
    journal.replay(occurrence -> {
      if (occurrence.event() instanceof Event.SessionOpened opened) {
        found.add(opened.directory());
      }
    });
    return found.isEmpty() ? directory : Path.of(found.getLast());
  }

  private static Workspace workspace(Path folder) throws IOException {
    return Workspace.of(folder);
  }

  private static List<Step> chosen(Direction direction, List<Step> all, Arguments arguments) {
    var to = arguments.text(Option.TO_STEP);
    if (to.isPresent()) return StepChoice.to(direction, all, to.get());
    if (arguments.has(Option.ALL)) return StepChoice.open(direction, all);
    return StepChoice.of(direction, all, arguments.operands());
  }

  private static Json.Obj json(Direction direction, Undo.Report report) {
    return Json.object()
        .put("direction", direction.name().toLowerCase(Locale.ROOT))
        .put(
            "steps", Json.array(report.steps().stream().map(step -> Json.of((long) step)).toList()))
        .put("paths", Json.strings(report.paths()))
        .put(
            "conflicts",
            Json.strings(report.conflicts().stream().map(Undo.Conflict::text).toList()))
        .put(
            "overlaps", Json.array(report.conflicts().stream().map(UndoCommands::overlap).toList()))
        .put("stopped_at", report.stoppedAt())
        .put("notes", Json.strings(report.notes()))
        .build();
  }

  /** Returns the lines that both changed. */
  private static Json overlap(Undo.Conflict conflict) {
    return Json.strings(conflict.lines());
  }

  private ExitCode prune() {
    try {
      var pruned = sessions.pruneCheckpoints(keeping.get());
      out.println(
          "Freed " + pruned.bytes() / (1 << 20) + " MiB that no step of any session needs.");
      if (pruned.skipped() > 0) {
        out.println(
            "Left alone: "
                + pruned.skipped()
                + (pruned.skipped() == 1 ? " folder" : " folders")
                + " in which a session is open.");
      }
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
