package dev.jackdaw.tools.shell;

import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.tools.output.Excerpt;
import dev.jackdaw.tools.output.Failures;
import dev.jackdaw.tools.output.Output;
import dev.jackdaw.tools.output.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a result of what a job printed and of what there is to say about it. */
final class Report {
  static final Label COMMAND = new Label(Label.Source.COMMAND, "");

  private final List<Block.Content> content = new ArrayList<>();
  private final Json.Builder details = Json.object();
  private final Excerpt excerpt;
  private final Label origin;

  /** Begins with the output of the job from the piece on. */
  Report(Job job, Output.Piece piece, ToolContext context) {
    var state = job.state();
    this.origin = job.origin();
    this.excerpt = Excerpt.of(piece, Room.of(context), job::failures);
    state
        .exit()
        .ifPresent(code -> {
          details.put("exit_code", code);
          details.put("signal", ExitCode.signal(code).map(Json::of));
        });
    details.put("duration_ms", state.took().toMillis());
    details.put("output_bytes", piece.end());
    details.put("truncated", !excerpt.isWhole());
    show(excerpt.isWhole() ? Optional.empty() : whole(job, state), piece);
  }

  private void show(Optional<Blobs.Handle> whole, Output.Piece piece) {
    content.addAll(excerpt.blocks(origin, where(whole, piece)));
    whole.ifPresent(handle ->
        details.put(
            "blob",
            Json.object().put("sha256", handle.sha256()).put("size", handle.size()).build()));
  }

  private static String where(Optional<Blobs.Handle> whole, Output.Piece piece) {
    if (whole.isEmpty()) return "";
    var handle = whole.get();
    var extent =
        handle.size() < piece.end() ? "the first " + handle.size() + " bytes" : "the whole output";
    return "; read shows " + extent + " as " + handle.reference();
  }

  /** Adds a remark of ours. */
  Report note(String text) {
    if (!text.isEmpty()) content.add(new Block.Text(text, Label.JACKDAW));
    return this;
  }

  Report detail(String name, String value) {
    details.put(name, value);
    return this;
  }

  /** Tells how many failures the output reports of a command that ended as if there were none. */
  Report hiddenFailures(Failures found) {
    if (found.count() > 0) details.put("failures", found.count());
    return this;
  }

  /** Returns the shown end of the output. */
  String end() {
    return excerpt.tail().isEmpty() ? excerpt.head() : excerpt.tail();
  }

  boolean hasOutput() {
    return !excerpt.isEmpty();
  }

  ToolResult as(ToolResult.Status status) {
    return new ToolResult(status, content, details.build(), origin);
  }

  /**
   * Returns the stored output; it is stored now when memory holds all of it and more cannot come.
   */
  private static Optional<Blobs.Handle> whole(Job job, Job.State state) {
    if (state.whole().isPresent() || !state.outputEnded()) return state.whole();
    var all = job.since(0);
    if (all.omitted() > 0) return Optional.empty();
    try (var sink = job.blobs().create()) {
      sink.write(all.whole());
      return Optional.of(sink.commit());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
