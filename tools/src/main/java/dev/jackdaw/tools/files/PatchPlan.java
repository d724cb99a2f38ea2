package dev.jackdaw.tools.files;

import dev.jackdaw.api.ToolContext;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a patch will make of each file it names. Nothing is written here. A later section sees what
 * the earlier ones made. Not thread-safe.
 */
final class PatchPlan {
  private static final Optional<TextFile> NONE = Optional.empty();

  private final ToolContext context;
  private final FileVersions versions;
  private final Map<Path, Planned> planned = new LinkedHashMap<>();

  PatchPlan(ToolContext context, FileVersions versions) {
    this.context = context;
    this.versions = versions;
  }

  /** The state of one file: as it is on disk, and as it will be. */
  private record Planned(
      Target target,
      Optional<Snapshot> before,
      Optional<TextFile> after,
      Optional<Snapshot> model) {
    Planned becoming(Optional<TextFile> other) {
      return new Planned(target, before, other, model);
    }
  }

  /**
   * Adds a section.
   *
   * @throws PathProblem when it cannot be applied
   */
  void add(Patch.Section section) throws PathProblem {
    try {
      switch (section) {
        case Patch.Add add -> create(add);
        case Patch.Delete delete -> delete(delete.path());
        case Patch.Update update -> update(update);
      }
    } catch (IOException e) {
      throw new PathProblem(e, section.path());
    }
  }

  /** Returns the changes, one for each file that will be other than it is. */
  List<Change> changes() {
    var changes = new ArrayList<Change>();
    for (var file : planned.values()) {
      if (file.after().isPresent()) {
        var model = file.before().isPresent() ? file.before() : file.model();
        changes.add(new Change.Put(file.target(), file.before(), file.after().get(), model));
      } else if (file.before().isPresent()) {
        changes.add(new Change.Remove(file.target(), file.before().get()));
      }
    }
    return changes;
  }

  private Planned state(String path) throws IOException {
    var target = Target.toWrite(path, context);
    var known = planned.get(target.path());
    if (known != null) return known;
    var before = Snapshot.of(target);
    versions.requireSaved(target, before);
    var after = before.isPresent() ? Optional.of(before.get().text(target)) : NONE;
    return new Planned(target, before, after, Optional.empty());
  }

  private void put(Planned file) {
    planned.put(file.target().path(), file);
  }

  private Planned existing(String path) throws IOException {
    var state = state(path);
    if (state.after().isEmpty()) throw new NoSuchFileException(path);
    return state;
  }

  private Planned missing(String path) throws IOException {
    var state = state(path);
    if (state.after().isEmpty() || state.after().get().text().isEmpty()) return state;
    throw new FileProblem(
        state.target().shown()
            + " exists already. Nothing was changed; use \"*** Update File:\" to change it.");
  }

  private void create(Patch.Add add) throws IOException {
    put(missing(add.path()).becoming(Optional.of(TextFile.created(add.content()))));
  }

  /** A file need not be text to go away, but it must be the one the agent saw, if it saw one. */
  private void delete(String path) throws IOException {
    var target = Target.toWrite(path, context);
    if (planned.containsKey(target.path())) {
      put(existing(path).becoming(Optional.empty()));
      return;
    }
    var before = Snapshot.of(target);
    versions.requireSaved(target, before);
    if (before.isEmpty()) throw new NoSuchFileException(path);
    var seen = versions.seen(context.agent(), target.path());
    if (seen.isPresent() && !seen.get().equals(before.get().version())) throw Stale.problem(target);
    put(new Planned(target, before, NONE, Optional.empty()));
  }

  private void update(Patch.Update update) throws IOException {
    var file = existing(update.path());
    var shown = file.target().shown();
    var changed = HunkMatcher.apply(update.hunks(), file.after().orElseThrow(), shown);
    if (update.moveTo().isEmpty()) {
      put(file.becoming(Optional.of(changed)));
      return;
    }
    if (state(update.moveTo().get()).target().path().equals(file.target().path())) {
      put(file.becoming(Optional.of(changed)));
      return;
    }
    var goal = missing(update.moveTo().get());
    put(file.becoming(Optional.empty()));
    var model = file.before().isPresent() ? file.before() : file.model();
    put(new Planned(goal.target(), goal.before(), Optional.of(changed), model));
  }
}
