package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model that speaks OpenAI's Chat Completions, as OpenAI and most local servers do. Asks once,
 * see {@link RetryingModel}; but when the server refuses a part of the request that it can do
 * without, asks again without it, and from then on never says it.
 */
final class ChatCompletionsModel implements Model {
  private final Exchange exchange;
  private final ModelFact fact;

  /** Grows as the server is learned to know; a lost update only asks in vain once more. */
  private volatile Set<Quirks> quirks;

  ChatCompletionsModel(Exchange exchange, ModelFact fact, Set<Quirks> quirks) {
    this.exchange = exchange;
    this.fact = fact;
    this.quirks = Set.copyOf(quirks);
  }

  @Override
  public ModelInfo info() {
    return fact.info();
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    var known = quirks;
    while (true) {
      var chat = new ChatRequest(fact, known, request);
      var shown = new Shown(deltas);
      try {
        var parser = new ChatStream(shown, chat.toolNames());
        var reply = exchange.send("/chat/completions", chat.json(), parser);
        quirks = known;
        return reply;
      } catch (ModelException e) {
        var learned = Refusals.learned(e, known, chat.limitName());
        if (learned.isEmpty() || shown.any) throw e;
        tell(learned.get(), e);
        known = Refusals.with(known, learned.get());
      }
    }
  }

  private void tell(Quirks learned, ModelException e) {
    System.getLogger("dev.jackdaw.models")
        .log(
            System.Logger.Level.DEBUG,
            "{0}: going on with {1} because {2}",
            fact.info().id(),
            learned.text(),
            e.getMessage());
  }

  /** What was shown cannot be asked again without taking it back, which is not done here. */
  private static final class Shown implements Consumer<Delta> {
    private final Consumer<Delta> deltas;
    private boolean any;

    Shown(Consumer<Delta> deltas) {
      this.deltas = deltas;
    }

    @Override
    public void accept(Delta delta) {
      any = true;
      deltas.accept(delta);
    }
  }
}
