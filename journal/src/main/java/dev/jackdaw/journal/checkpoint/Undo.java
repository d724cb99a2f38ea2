package dev.jackdaw.journal.checkpoint;

import dev.jackdaw.api.Event;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes steps of a session back and does them again. What somebody else changed since is never
 * overwritten: in a text it stays beside what is taken back, and a step with a file in which both
 * changed the same is not touched at all. Not thread-safe.
 */
public final class Undo {
  private static final String MERGED = " (what you changed in it stays)";

  /** Which way. */
  public enum Direction {
    UNDO,
    REDO
  }

  /** Whether anything is done. */
  public enum Earnest {
    /** Tell only what would be done. */
    REHEARSAL,
    PERFORMANCE
  }

  /** What to do with a file that is not as the step left it. */
  public enum Conflicts {
    /** Leave the whole step as it is, and those that would follow. */
    STOP,
    /** Leave the file as it is. */
    KEEP
  }

  /**
   * What was done, or would be.
   *
   * @param steps whose changes were taken back, or made again, in this order
   * @param paths each with {@code +} for made, {@code ~} for changed, {@code -} for deleted before
   *     it
   * @param conflicts files that somebody changed since
   * @param stoppedAt the step that the conflicts belong to, 0 for none
   * @param notes what could not be given back
   */
  public record Report(
      List<Integer> steps,
      List<String> paths,
      List<Conflict> conflicts,
      int stoppedAt,
      List<String> notes) {
    public Report {
      steps = List.copyOf(steps);
      paths = List.copyOf(paths);
      conflicts = List.copyOf(conflicts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A file that was left alone.
   *
   * @param text the file and why
   * @param lines where a text was changed in the same lines, these lines for people
   */
  public record Conflict(String text, List<String> lines) {
    public Conflict {
      lines = List.copyOf(lines);
    }

    /** A file that is no text, or not there. */
    public Conflict(String text) {
      this(text, List.of());
    }
  }

  private final CheckpointFolder store;
  private final Workspace workspace;
  private final Consumer<Event.Durable> record;

  /** {@code record} keeps the event that tells what was done. */
  public Undo(CheckpointFolder store, Workspace workspace, Consumer<Event.Durable> record) {
    this.store = store;
    this.workspace = workspace;
    this.record = record;
  }

  /**
   * Goes through the steps in the order given.
   *
   * @throws IOException when a content is not kept any more or a file could not be changed; what
   *     was done before stays, and asking again goes on with the rest
   */
  public Report go(Direction direction, List<Step> steps, Earnest earnest, Conflicts conflicts)
      throws IOException {
    var restoration = new Restoration(workspace, store.packs());
    var done = new ArrayList<Integer>();
    var kept = new ArrayList<Conflict>();
    var notes = new ArrayList<String>();
    var stoppedAt = 0;
    for (var step : steps) {
      var wishes = wishes(direction, step);
      var found = restoration.add(wishes);
      if (!found.isEmpty()) {
        for (var one : found) kept.add(shown(one));
        if (conflicts == Conflicts.STOP) {
          stoppedAt = step.number();
          break;
        }
        var others = found.stream().map(Restoration.Conflict::path).toList();
        restoration.add(
            wishes.stream().filter(wish -> !others.contains(RawName.shown(wish.path()))).toList());
      }
      done.add(step.number());
      for (var note : step.irreversible()) notes.add("step " + step.number() + ": " + note);
    }
    notes.addAll(restoration.notes());
    var paths =
        restoration.plan().stream()
            .map(target -> shown(target) + (restoration.isMerged(target.path()) ? MERGED : ""))
            .toList();
    if (earnest == Earnest.PERFORMANCE && !done.isEmpty()) {
      for (var one : restoration.perform()) kept.add(shown(one));
      tell(direction, done, paths);
    }
    return new Report(done, paths, kept, stoppedAt, notes);
  }

  private List<Restoration.Wish> wishes(Direction direction, Step step) throws IOException {
    var changes = step.found().files() == 0 ? List.<Change>of() : changes(step);
    return switch (direction) {
      case UNDO -> changes.stream().map(Restoration.Wish::undoing).toList();
      case REDO -> changes.stream().map(Restoration.Wish::redoing).toList();
    };
  }

  private List<Change> changes(Step step) throws IOException {
    try {
      return store.changes(step.found().changes());
    } catch (NoSuchFileException e) {
      throw new IOException(
          "what step "
              + step.number()
              + " changed is not kept any more; undoLimits says how long and how much is kept",
          e);
    }
  }

  private Conflict shown(Restoration.Conflict conflict) {
    return new Conflict(
        workspace.display(RawName.toPath(conflict.path())) + ": " + conflict.why(),
        conflict.lines());
  }

  private String shown(Look.Target target) {
    var sign =
        target.now() instanceof Node.Absent
            ? "+ "
            : target.then() instanceof Node.Absent ? "- " : "~ ";
    return sign
        + RawName.shown(RawName.ofPath(java.nio.file.Path.of(workspace.display(target.path()))));
  }

  private void tell(Direction direction, List<Integer> steps, List<String> paths) {
    var numbers = steps.size() == 1 ? "step " + steps.getFirst() : "steps " + listed(steps);
    var files = paths.isEmpty() ? "" : " These files are changed by it: " + listed(paths) + ".";
    Event.Durable event =
        switch (direction) {
          case UNDO -> new Event.StepsUndone(steps, "The user took back " + numbers + "." + files);
          case REDO -> new Event.StepsRedone(steps, "The user did " + numbers + " again." + files);
        };
    record.accept(event);
  }

  private static String listed(List<?> all) {
    var most = 20;
    var shown = new ArrayList<String>();
    for (var one : all.subList(0, Math.min(most, all.size()))) shown.add(one.toString());
    if (all.size() > most) shown.add("and " + (all.size() - most) + " more");
    return String.join(", ", shown);
  }
}
