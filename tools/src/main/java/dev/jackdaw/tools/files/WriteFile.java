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
import java.util.Arrays;
import java.util.List;

/** Creates a file or replaces what is in one that was read. */
public final class WriteFile extends RecordTool<WriteFile.Input> {
  private final FileVersions versions;
  private final FileChanges changes;

  /** What to write, and where. */
  public record Input(String path, String content) {}

  public WriteFile(FileVersions versions, FileChanges changes) {
    super("write", Input.class);
    this.versions = versions;
    this.changes = changes;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    return List.of(new Effect.Writes(workspace.resolve(input.path())));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.NATURAL;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return "write " + Summary.path(input.path(), workspace);
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return Report.ledger(List.of(Summary.path(input.path(), workspace)), result);
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      return write(input, context);
    } catch (IOException e) {
      return Failures.of(e, input.path(), context.workspace());
    }
  }

  private ToolResult write(Input input, ToolContext context) throws IOException {
    var target = Target.toWrite(input.path(), context);
    var before = Snapshot.of(target);
    versions.requireSaved(target, before);
    var after = TextFile.created(input.content());
    if (before.isPresent() && !before.get().isEmpty()) {
      var seen = versions.seen(context.agent(), target.path());
      if (seen.isEmpty()) return unread(target);
      if (!seen.get().equals(before.get().version())) return Stale.result(target);
      after = before.get().text(target).withText(input.content());
    }
    if (before.isPresent() && Arrays.equals(before.get().bytes(), after.bytes())) {
      return ToolResult.ok(target.shown() + " already has exactly this content.", Label.JACKDAW);
    }
    var change = new Change.Put(target, before, after);
    changes.apply(List.of(change));
    versions.saw(context.agent(), target.path(), Version.of(after.bytes()));
    var report = new Report();
    report.add(change);
    return ToolResult.ok(report.text(), Label.JACKDAW).withDetails(report.details());
  }

  private static ToolResult unread(Target target) {
    return ToolResult.failed(
        target.shown()
            + " exists and you have not read it. Read it first, so that nothing is lost; to change"
            + " a part of it, change only that part.");
  }
}
