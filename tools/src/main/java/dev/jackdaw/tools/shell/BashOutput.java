package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.Retention;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.output.Capped;
import dev.jackdaw.tools.output.LedgerLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows what a background job printed since the last look, and how it is; of a sub-agent in the
 * background, its report.
 */
public final class BashOutput extends RecordTool<BashOutput.Input> {
  private static final int MAX_WAIT_SECONDS = 600;

  /** The job, or nothing for a list of all, and how long to wait for its end. */
  public record Input(Optional<String> id, Optional<Integer> waitSeconds) {
    public Input {
      int seconds = waitSeconds.orElse(0);
      if (seconds < 0 || seconds > MAX_WAIT_SECONDS) {
        throw new IllegalArgumentException(
            "\"wait_seconds\" must be from 0 to " + MAX_WAIT_SECONDS + ", was " + seconds);
      }
    }
  }

  private final Jobs jobs;

  BashOutput(Jobs jobs) {
    super("bash_output", Input.class);
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
    return Idempotency.PURE;
  }

  @Override
  public boolean expectsRepeat(Input input) {
    return true;
  }

  @Override
  public String summary(Input input, Workspace workspace) {
    return input.id().orElse("all jobs");
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    var id = input.id().orElse("all jobs");
    return JobLine.looked(LedgerLine.shortened(id, 60), result);
  }

  /** A look that showed nothing new leaves nothing behind. */
  @Override
  public Retention retention(Input input, ToolResult result) {
    var isNews = input.id().isPresent() && !LedgerLine.output(result).isBlank();
    return isNews || !result.isOk() ? Retention.ELIDE : Retention.DROP;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws InterruptedException {
    if (input.id().isEmpty()) return list(context);
    var id = input.id().get();
    var wait = Duration.ofSeconds(input.waitSeconds().orElse(0));
    if (isAgent(id)) return Capped.of(context.watch(id, wait), context);
    var found = jobs.named(id);
    if (found.isEmpty()) return jobs.unknown(id);
    found.get().awaitOver(System.nanoTime() + wait.toNanos());
    if (found.get().isOver()) found.get().awaitSettlement();
    return show(id, found.get(), context);
  }

  private ToolResult list(ToolContext context) throws InterruptedException {
    var lines = new ArrayList<>(jobs.list());
    var agents = context.watch("", Duration.ZERO);
    if (agents.isOk() && !agents.text().isEmpty()) lines.add(agents.text());
    return ToolResult.ok(
        lines.isEmpty() ? "There is no background job." : String.join("\n", lines), Label.JACKDAW);
  }

  /** Returns whether the name is that of a sub-agent rather than of a job. */
  static boolean isAgent(String id) {
    return id.strip().startsWith("agent");
  }

  private static ToolResult show(String id, Job job, ToolContext context) {
    var state = job.state();
    if (job.isOver()) job.tell();
    var report = new Report(job, job.look(), context);
    if (!report.hasOutput()) report.note("(nothing new)");
    report.detail("job", id).note(id + " " + describe(state) + ".").note(job.epilogue());
    return report.as(Status.OK);
  }

  /** Returns what follows the job's name in a sentence. */
  static String describe(Job.State state) {
    var seconds = state.took().toSeconds();
    if (state.exit().isEmpty()) return "runs for " + seconds + " s";
    var code = state.exit().getAsInt();
    var end = state.killed() ? "was ended" : "exited with code " + code;
    var after = " after " + seconds + " s";
    return state.outputEnded() ? end + after : end + after + "; something it started still runs";
  }
}
