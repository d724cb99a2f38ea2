package dev.jackdaw.tools.talk;

import dev.jackdaw.api.Effect;
import dev.jackdaw.api.Idempotency;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.RecordTool;
import dev.jackdaw.api.ToolContext;
import dev.jackdaw.api.ToolResult;
import dev.jackdaw.api.Workspace;
import dev.jackdaw.tools.output.LedgerLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Shows the model again what was folded away, by number or by words. */
public final class RecallTool extends RecordTool<RecallTool.Input> {
  private static final int USUAL_TOKENS = 2_000;
  private static final int MOST_TOKENS = 20_000;

  /** Numbers of the journal, or words; {@code to} is {@code from} when it is left out. */
  public record Input(
      Optional<Long> from, Optional<Long> to, Optional<String> query, Optional<Integer> maxTokens) {
    public Input {
      var words = query.filter(text -> !text.isBlank()).isPresent();
      if (from.isPresent() == words) {
        throw new IllegalArgumentException("give either \"query\", or \"from\" and perhaps \"to\"");
      }
      if (from.isEmpty() && to.isPresent()) {
        throw new IllegalArgumentException("\"to\" goes with \"from\"");
      }
      if (from.orElse(1L) < 1) throw new IllegalArgumentException("\"from\" counts from 1");
      if (to.isPresent() && to.get() < from.orElse(1L)) {
        throw new IllegalArgumentException("\"to\" must not be below \"from\"");
      }
      if (maxTokens.orElse(1) < 1) {
        throw new IllegalArgumentException("\"max_tokens\" must be at least 1");
      }
    }

    private Recall recall() {
      var most = Math.min(maxTokens.orElse(USUAL_TOKENS), MOST_TOKENS);
      if (from.isEmpty()) return new Recall.Query(query.orElse(""), most);
      return new Recall.Range(from.get(), to.orElse(from.get()), most);
    }

    private String text() {
      if (from.isEmpty()) return "\"" + query.orElse("").strip() + "\"";
      return "#"
          + from.get()
          + to.filter(end -> !end.equals(from.get())).map(e -> "-" + e).orElse("");
    }
  }

  RecallTool() {
    super("recall", Input.class);
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
  public String summary(Input input, Workspace workspace) {
    return input.text();
  }

  @Override
  public String ledger(Input input, ToolResult result, Workspace workspace) {
    return LedgerLine.of(input.text() + (result.isOk() ? "" : ": nothing found"));
  }

  @Override
  public ToolResult call(Input input, ToolContext context)
      throws IOException, InterruptedException {
    return context.recall(input.recall());
  }
}
