package dev.jackdaw.engine.recall;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.Blobs;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Recall;
import dev.jackdaw.api.ToolResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one agent was told and said, as its journal has it, to be asked for by number or by words.
 * The journal is read anew for each question, and of it no more is held than the answer needs.
 */
public final class Memoir {
  /** Less makes no sense of anything. */
  private static final int LEAST_TOKENS = 200;

  private final Consumer<Consumer<Occurrence>> journal;
  private final AgentId agent;
  private final Blobs blobs;

  /**
   * Prepares to answer.
   *
   * @param journal hands out every event so far, in order, as often as it is asked to
   * @param blobs where bodies are that are too long for an answer
   */
  public Memoir(Consumer<Consumer<Occurrence>> journal, AgentId agent, Blobs blobs) {
    this.journal = journal;
    this.agent = agent;
    this.blobs = blobs;
  }

  /** Returns the slices that are wanted, each with the number of its event. */
  public ToolResult recall(Recall what) {
    return switch (what) {
      case Recall.Range(var from, var to, var max) -> range(from, to, Math.max(LEAST_TOKENS, max));
      case Recall.Query(var words, var max) -> query(words, Math.max(LEAST_TOKENS, max));
    };
  }

  private ToolResult range(long from, long to, int maxTokens) {
    var scope = new Scope(agent);
    journal.accept(scope);
    scope.narrow(from, to);
    var excerpt = new Excerpt(maxTokens, blobs);
    journal.accept(new Reading(agent, scope, excerpt::add));
    return excerpt.isEmpty() ? nothing(from, to, scope.last()) : excerpt.result();
  }

  private static ToolResult nothing(long from, long to, long last) {
    if (from > last) {
      return ToolResult.failed(
          "The session has no #" + from + "; the last number is #" + last + ".");
    }
    var range = from == to ? "#" + from : "#" + from + " to #" + to;
    return ToolResult.failed(
        "Nothing that was shown to you stands at "
            + range
            + ". Ask for a wider range, or with a query.");
  }

  private ToolResult query(String words, int maxTokens) {
    var terms = Words.of(words);
    if (terms.isEmpty()) return ToolResult.failed("The query has no words. Give some.");
    var scope = new Scope(agent);
    var search = new Search(terms, maxTokens);
    var learning = new Reading(agent, new Scope(agent), search::learn);
    journal.accept(occurrence -> {
      scope.accept(occurrence);
      learning.accept(occurrence);
    });
    scope.narrowToFolded();
    journal.accept(new Reading(agent, scope, search::look));
    return search.best().found().isEmpty() ? nothing(terms, scope) : told(search.best());
  }

  private static ToolResult nothing(List<String> terms, Scope scope) {
    return ToolResult.failed(
        (scope.isFolded()
                ? "Nothing that was folded away has any of these words: "
                : "Nothing said so far has any of these words: ")
            + String.join(", ", terms)
            + ". Try others, such as names of files, or ask for a range of numbers.");
  }

  private static ToolResult told(Best best) {
    var answer = new Answer();
    var found = best.found();
    for (var i = 0; i < found.size(); ) {
      var next = i + 1;
      while (next < found.size() && follows(found.get(next - 1), found.get(next))) next++;
      tell(found.subList(i, next), answer);
      i = next;
    }
    if (!best.others().isEmpty()) {
      answer.remark(
          "More that matches: recall "
              + best.others().stream().map(n -> "#" + n).collect(Collectors.joining(", "))
              + ".");
    }
    return answer.result();
  }

  /** Whether a passage goes on where the other ends, in the same text. */
  private static boolean follows(Best.Found one, Best.Found other) {
    return one.order() + 1 == other.order() && other.passage().from() > 0;
  }

  private static void tell(List<Best.Found> run, Answer answer) {
    var first = run.getFirst();
    var remark = first.isWhole() ? "" : ", from line " + first.passage().line();
    var text = run.stream().map(Best.Found::text).collect(Collectors.joining());
    answer.add(first.piece(), remark, text, first.label());
  }
}
