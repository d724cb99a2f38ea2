package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model that speaks OpenAI's Chat Completions, as OpenAI and most local servers do. Asks once:
 * see {@link RetryingModel}.
 */
final class ChatCompletionsModel implements Model {
  private final Exchange exchange;
  private final ModelFact fact;
  private final Set<Quirks> quirks;

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
    var body = new ChatRequest(fact, quirks, request).json();
    return exchange.send("/chat/completions", body, new ChatStream(deltas));
  }
}
