package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.ToolResult.Status;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.Excerpt;
import dev.jackdaw.tools.output.Output;
import dev.jackdaw.tools.output.Room;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what became of a command whose call has no result because Jackdaw was killed. What of
 * it still runs is ended first, should the watchdog have been killed as well.
 */
final class LostCall {
  private static final int MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

  private final JobFolder.Entry entry;
  private final JobRecord.Start start;
  private final List<Block.Content> content = new ArrayList<>();

  private LostCall(JobFolder.Entry entry, JobRecord.Start start) {
    this.entry = entry;
    this.start = start;
  }

  /** Returns the result; nothing when there is no record of the command. */
  static Optional<ToolResult> result(JobFolder.Entry entry) {
    return entry.record().map(record -> new LostCall(entry, record.start()).result());
  }

  /** Returns the result of a command that goes on as a background job. */
  static ToolResult goingOn(JobFolder.Entry entry, String id) {
    var lost = new LostCall(entry, entry.record().orElseThrow().start());
    lost.showOutput();
    lost.note(
        "Jackdaw was killed while this command ran "
            + lost.who()
            + ". It still runs, now in the background as "
            + id
            + ". bash_output shows what it prints and can wait for its end; bash_kill ends it.");
    return lost.as(Status.OK, Json.object().put("job", id).build());
  }

  private ToolResult result() {
    var sameBoot = start.boot().equals(Custody.boot());
    var ran = sameBoot && isRunning(start);
    if (sameBoot) endAll();
    showOutput();
    var record = entry.record().orElseThrow();
    if (record.writes() == JobRecord.Writes.HELD) return discarded(record);
    if (ran || record.ending()) return ended(record);
    if (record.exit().isPresent()) return exited(record.exit().getAsInt());
    return inDoubt(record, sameBoot);
  }

  /** A process that has the number by now but began at another time is not the command. */
  static boolean isRunning(JobRecord.Start start) {
    return ProcessTable.entry(start.pid())
        .filter(process -> process.started() == start.ticks())
        .isPresent();
  }

  private void endAll() {
    var roots =
        isRunning(start)
            ? ProcessHandle.of(start.pid()).stream().toList()
            : List.<ProcessHandle>of();
    var brand = Brand.ofCommand(start.mark());
    var mark = Jobs.MARK + "=" + start.mark() + "\0";
    var tree = new ProcessTree(roots, mark, brand, ProcessTable.ALL);
    if (tree.end(ProcessTree.GRACE)) Thread.currentThread().interrupt();
  }

  private void showOutput() {
    var output = new Output();
    try (var in = new FileInputStream(entry.outputFile().toFile())) {
      var bytes = in.readNBytes(MAX_OUTPUT_BYTES);
      output.append(bytes, bytes.length);
    } catch (IOException _) {
      // It printed nothing that is known.
    }
    var excerpt = Excerpt.of(output.since(0), Room.USUAL);
    content.addAll(excerpt.blocks(start.origin(), ""));
    if (excerpt.isEmpty()) note("(no output is known)");
  }

  private void note(String text) {
    content.add(new Block.Text(text, Label.JACKDAW));
  }

  private ToolResult exited(int code) {
    note(
        "Jackdaw was killed before it could report this. The command "
            + who()
            + " ended by "
            + time(Instant.ofEpochMilli(entry.changed()))
            + " with exit code "
            + code
            + ExitCode.signal(code).map(signal -> " (" + signal + ")").orElse("")
            + ". The last of its output may be missing.");
    return as(code == 0 ? Status.OK : Status.FAILED, Json.object().put("exit_code", code).build());
  }

  private ToolResult discarded(JobRecord record) {
    note(
        "Jackdaw was killed while this command ran "
            + who()
            + " or just after"
            + record.exit().stream()
                .mapToObj(c -> "; its exit code was " + c)
                .findFirst()
                .orElse("")
            + ". What it wrote in the workspace was held back and discarded, so none of it counts;"
            + " what it did elsewhere stays. It was not run again.");
    return as(Status.CANCELLED, Json.Obj.EMPTY);
  }

  private ToolResult ended(JobRecord record) {
    note(
        "Jackdaw was killed while this command ran "
            + who()
            + ". It was ended with everything it had started, by "
            + time(Instant.ofEpochMilli(entry.changed()))
            + record.exit().stream().mapToObj(c -> ", exit code " + c).findFirst().orElse("")
            + ". It may have done a part of its work; it was not run again.");
    return as(Status.CANCELLED, Json.Obj.EMPTY);
  }

  private ToolResult inDoubt(JobRecord record, boolean sameBoot) {
    note(
        "In doubt: Jackdaw was killed while this command ran or just after, "
            + who()
            + ". "
            + (!sameBoot
                ? "The machine was started anew since. "
                : record.gone()
                    ? "It no longer ran when that was noticed. "
                    : "It does not run now. ")
            + "No exit status was put down. It may have done its work or a part of it; it was not"
            + " run again. Check before repeating it.");
    return as(Status.IN_DOUBT, Json.Obj.EMPTY);
  }

  private String who() {
    return "(process " + start.pid() + ", started " + time(start.at()) + ")";
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ToolResult as(Status status, Json.Obj details) {
    return new ToolResult(status, content, details, start.origin());
  }
}
