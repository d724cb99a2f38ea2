package dev.jackdaw.tools.files;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces exact text in a file. A file that changed since the agent saw it is refused. One that
 * the agent never read may be edited where the old text occurs just once: to know it exactly is
 * proof enough of having seen it in some other way, such as a search.
 */
public final class EditFile extends RecordTool<EditFile.Input> {
  private final FileVersions versions;
  private final FileChanges changes;

  /** One replacement. */
  public record Replacement(String oldString, String newString, Optional<Boolean> replaceAll) {
    boolean everywhere() {
      return replaceAll.orElse(false);
    }
  }

  /** Where to replace what: one replacement, several in {@code edits}, or both in that order. */
  public record Input(
      String path,
      Optional<String> oldString,
      Optional<String> newString,
      Optional<Boolean> replaceAll,
      Optional<List<Replacement>> edits) {
    public Input {
      var several = edits.isPresent() && !edits.get().isEmpty();
      if (oldString.isPresent() != newString.isPresent() && !several) {
        throw new IllegalArgumentException(
            "\"old_string\" and \"new_string\" go together; new_string may be empty");
      }
      if (oldString.isEmpty() && !several) {
        throw new IllegalArgumentException(
            "give \"old_string\" and \"new_string\", or \"edits\" with several of them");
      }
    }

    List<Replacement> replacements() {
      var all = new ArrayList<Replacement>();
      if (!oldString.orElse("").isEmpty() || edits.orElse(List.of()).isEmpty()) {
        all.add(new Replacement(oldString.orElse(""), newString.orElse(""), replaceAll));
      }
      all.addAll(edits.orElse(List.of()));
      return all;
    }
  }

  public EditFile(FileVersions versions, FileChanges changes) {
    super("edit", Input.class);
    this.versions = versions;
    this.changes = changes;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var path = workspace.resolve(input.path());
    return List.of(new Effect.Reads(path), new Effect.Writes(path));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.NATURAL;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return "edit " + Summary.path(input.path(), workspace);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return Report.ledger(List.of(Summary.path(input.path(), workspace)), result);
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      return edit(input, context);
    } catch (IOException e) {
      return Failures.of(e, input.path(), context.workspace());
    }
  }

  private ToolResult edit(Input input, ToolContext context) throws IOException {
    var target = Target.toWrite(input.path(), context);
    var before = Snapshot.of(target);
    versions.requireSaved(target, before);
    var replacements = input.replacements();
    if (replacements.getFirst().oldString().isEmpty()) {
      if (before.isPresent() && !before.get().isEmpty()) {
        throw new FileProblem(
            "old_string is empty, which creates a file, but "
                + target.shown()
                + " exists. Give the text to replace.");
      }
    } else if (before.isEmpty()) {
      return ToolResult.failed(Failures.missing(target.shown(), context.workspace()));
    }
    var known = versions.seen(context.agent(), target.path());
    if (before.isPresent() && known.isPresent() && !known.get().equals(before.get().version())) {
      return Stale.result(target);
    }
    var text = before.isPresent() ? before.get().text(target) : TextFile.created("");
    var edits = new Replacements(target.shown(), known.isPresent());
    return store(new Change.Put(target, before, edits.apply(replacements, text)), context);
  }

  private ToolResult store(Change.Put change, ToolContext context) throws IOException {
    changes.apply(List.of(change));
    var stored = Version.of(change.after().bytes());
    versions.saw(context.agent(), change.target().path(), stored);
    var report = new Report();
    report.add(change);
    return ToolResult.ok(report.text(), Label.JACKDAW).withDetails(report.details());
  }
}
