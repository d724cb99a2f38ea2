package dev.jackdaw.cli.sessions;

import dev.jackdaw.api.Checkpoints;
import dev.jackdaw.api.Redactor;
import dev.jackdaw.cli.options.Arguments;
import dev.jackdaw.cli.options.Option;
import dev.jackdaw.journal.Sessions;
import dev.jackdaw.journal.checkpoint.CheckpointFolder;
import dev.jackdaw.journal.checkpoint.StepDiffs;
import dev.jackdaw.journal.timeline.Signs;
import dev.jackdaw.journal.timeline.Timeline;
import dev.jackdaw.journal.timeline.TimelineJson;
import dev.jackdaw.journal.timeline.TimelinePage;
import dev.jackdaw.journal.timeline.TimelineText;
import dev.jackdaw.journal.timeline.TimelineText.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;

/** Shows a session in time: as text, as JSON or as a page of its own. */
public final class TimelineCommand {
  private final Sessions sessions;
  private final ZoneId zone;
  private final Path directory;
  private final Screen screen;
  private final Redactor redactor;

  /**
   * Where text goes.
   *
   * @param columns its width
   */
  public record Screen(int columns, Signs signs, Paint paint) {}

  /**
   * Prepares the command.
   *
   * @param zone of the times that are shown
   * @param directory what the name of a page starts from
   * @param redactor takes secrets out of what steps changed
   */
  public TimelineCommand(
      Sessions sessions, ZoneId zone, Path directory, Screen screen, Redactor redactor) {
    this.redactor = redactor;
    this.sessions = sessions;
    this.zone = zone;
    this.directory = directory;
    this.screen = screen;
  }

  /** Prints the timeline, or writes it to a new file. */
  public void show(Arguments arguments, PrintWriter out) {
    var timeline = read(arguments.operands().getFirst());
    var file = arguments.text(Option.HTML);
    if (file.isPresent()) {
      NewFile.write(
          directory,
          file.get(),
          Option.HTML.longName(),
          page -> TimelinePage.write(timeline, zone, page));
    } else if (arguments.has(Option.JSON)) {
      out.println(TimelineJson.of(timeline).pretty());
    } else {
      print(timeline, arguments.has(Option.PLAIN) ? Signs.ASCII : screen.signs(), out);
    }
    out.flush();
  }

  private Timeline read(String operand) {
    try (var journal = sessions.view(sessions.find(operand))) {
      return Timeline.of(journal, this::difference);
    }
  }

  /** The journal holds no secrets; what is kept for undo may. */
  private String difference(String folder, Checkpoints.Found found) {
    if (folder.isEmpty()) return "";
    var path = Path.of(folder);
    try (var diffs = new StepDiffs(new CheckpointFolder(sessions.checkpoints(path)), path)) {
      return redactor.redact(diffs.of(found));
    } catch (IOException | InvalidPathException _) {
      return "";
    }
  }

  private void print(Timeline timeline, Signs signs, PrintWriter out) {
    try {
      TimelineText.write(timeline, screen.columns(), signs, screen.paint(), zone, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a print writer does not fail", e);
    }
  }
}
