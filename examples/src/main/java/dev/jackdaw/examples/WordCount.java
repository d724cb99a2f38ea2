package dev.jackdaw.examples;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.InvalidInputException;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A tool of one's own: counts the words of a file. What the model is told stands in {@code
 * WordCount.md} beside it; the schema is made of {@link Input}.
 */
public final class WordCount extends RecordTool<WordCount.Input> {
  /** The file to count. */
  public record Input(String path) {}

  public WordCount() {
    super("word_count", Input.class);
  }

  @Override
  public List<Effect> effects(Input input, Workspace workspace) throws InvalidInputException {
    return List.of(new Effect.Reads(workspace.resolve(input.path())));
  }

  @Override
  public Idempotency idempotency(Input input) {
    return Idempotency.PURE;
  }

  @Override
  public ToolResult call(Input input, ToolContext context) throws IOException {
    try {
      var path = resolved(input, context);
      var words = Files.readString(path).strip().split("\\s+").length;
      var label = new Label(Label.Source.WORKSPACE, path.toString());
      return ToolResult.ok(words + " words", label);
    } catch (NoSuchFileException | InvalidInputException _) {
      return ToolResult.failed("No file at " + input.path() + ". List its folder first.");
    }
  }

  private static Path resolved(Input input, ToolContext context) throws InvalidInputException {
    return context.workspace().resolve(input.path());
  }
}
