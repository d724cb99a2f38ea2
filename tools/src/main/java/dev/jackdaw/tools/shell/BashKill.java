package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.output.LedgerLine;
import java.util.List;

/** Ends a background job and everything it started. */
public final class BashKill extends RecordTool<BashKill.Input> {
  /** The job. */
  public record Input(String id) {}

  private final Jobs jobs;

  BashKill(Jobs jobs) {
    super("bash_kill", Input.class);
    this.jobs = jobs;
  }

  @Override
  public boolean isEssential() {
    return true;
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) {
    return List.of();
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.NATURAL;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.id();
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return LedgerLine.sentence(result);
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    if (BashOutput.isAgent(input.id())) return context.stop(input.id());
    var found = jobs.named(input.id());
    if (found.isEmpty()) return jobs.unknown(input.id());
    var job = found.get();
    var wasOver = job.isOver();
    if (job.kill()) Thread.currentThread().interrupt();
    if (job.isOver()) job.awaitSettlement();
    if (job.isOver()) job.tell();
    var text = input.id() + " " + BashOutput.describe(job.state()) + ".";
    if (wasOver) text += " It was over already.";
    if (!job.epilogue().isEmpty()) text += " " + job.epilogue();
    return ToolResult.ok(text, Label.JACKDAW);
  }
}
