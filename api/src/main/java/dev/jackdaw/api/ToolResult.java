package dev.jackdaw.api;

import dev.jackdaw.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a call ended. Failures are results too: the model can act on them.
 *
 * @param content what the model is shown; each block with its own label
 * @param details structured data for screens, journal and embedders; the model does not see it
 * @param label the origin of the content as a whole
 */
public record ToolResult(
    Status status, List<Block.Content> content, Json.Obj details, Label label) {

  /** The ways a call can end. */
  public enum Status {
    /** It did what was asked. */
    OK,
    /** It could not, and the content says why. */
    FAILED,
    /** The input was not what the tool takes, or there is no such tool; nothing ran. */
    INVALID,
    /** A rule or a person said no; nothing ran. */
    REFUSED,
    /** The user interrupted it; the content holds what there was. */
    CANCELLED,
    /** Its deadline passed; the content holds what there was. */
    TIMED_OUT,
    /** Jackdaw ended while it ran: whether it took effect is not known. */
    IN_DOUBT
  }

  public ToolResult {
    content = List.copyOf(content);
  }

  public static ToolResult ok(String text, Label label) {
    return of(Status.OK, text, label);
  }

  public static ToolResult failed(String text) {
    return of(Status.FAILED, text, Label.JACKDAW);
  }

  public static ToolResult of(Status status, String text, Label label) {
    return new ToolResult(status, List.of(new Block.Text(text, label)), Json.Obj.EMPTY, label);
  }

  public ToolResult withDetails(Json.Obj other) {
    return new ToolResult(status, content, other, label);
  }

  /** Returns this result with one more block at its end. */
  public ToolResult and(Block.Content block) {
    var all = new ArrayList<>(content);
    all.add(block);
    return new ToolResult(status, all, details, label);
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  /** Returns the text of the content, images left out. */
  public String text() {
    return content.stream()
        .filter(Block.Text.class::isInstance)
        .map(block -> ((Block.Text) block).text())
        .collect(Collectors.joining("\n"));
  }
}
