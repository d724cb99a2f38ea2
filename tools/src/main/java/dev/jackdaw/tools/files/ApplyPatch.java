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

/**
 * Changes several files at once, all or none. That the lines around a change are found is proof
 * that the model knows them, so nothing need be read first; no file is replaced by a new one.
 */
public final class ApplyPatch extends RecordTool<ApplyPatch.Input> {
  private static final int MAX_NAMED = 3;

  private final FileVersions versions;
  private final FileChanges changes;

  /** The patch envelope. */
  public record Input(String input) {}

  public ApplyPatch(FileVersions versions, FileChanges changes) {
    super("apply_patch", Input.class);
    this.versions = versions;
    this.changes = changes;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    var effects = new ArrayList<Effect>();
    for (var section : parsed(input).sections()) {
      var path = workspace.resolve(section.path());
      if (section instanceof Patch.Update update) {
        effects.add(new Effect.Reads(path));
        if (update.moveTo().isPresent()) {
          effects.add(new Effect.Writes(workspace.resolve(update.moveTo().get())));
        }
      }
      effects.add(new Effect.Writes(path));
    }
    return List.copyOf(effects);
  }

  private static Patch parsed(Input input) throws InvalidInputException {
    try {
      return PatchParser.parse(input.input());
    } catch (FileProblem e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.NATURAL;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    try {
      var paths = parsed(input).paths();
      var named = new ArrayList<String>();
      for (var path : paths.subList(0, Math.min(paths.size(), MAX_NAMED))) {
        named.add(Summary.path(path, workspace));
      }
      var more = paths.size() - named.size();
      return "patch " + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    } catch (InvalidInputException _) {
      return "patch";
    }
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    try {
      var paths = parsed(input).paths();
      return Report.ledger(
          paths.stream().map(path -> Summary.path(path, workspace)).toList(), result);
    } catch (InvalidInputException _) {
      return Report.ledger(List.of("the patch"), result);
    }
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    try {
      var patch = PatchParser.parse(input.input());
      var plan = new PatchPlan(context, versions);
      for (var section : patch.sections()) plan.add(section);
      return perform(plan.changes(), context);
    } catch (IOException e) {
      return Failures.of(e, "the patch", context.workspace());
    }
  }

  private ToolResult perform(List<Change> planned, ToolContext context) throws IOException {
    changes.apply(planned);
    var report = new Report();
    for (var change : planned) {
      var path = change.target().path();
      switch (change) {
        case Change.Put put -> versions.saw(context.agent(), path, Version.of(put.after().bytes()));
        case Change.Remove _ -> versions.forget(context.agent(), path);
      }
      report.add(change);
    }
    return ToolResult.ok(report.text(), Label.JACKDAW).withDetails(report.details());
  }
}
