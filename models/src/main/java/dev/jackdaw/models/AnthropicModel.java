package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.Locale;
import java.util.function.Consumer;

/** A model that speaks Anthropic's Messages API. Asks once: see {@link RetryingModel}. */
final class AnthropicModel implements Model {
  private final Exchange exchange;
  private final ModelFact fact;

  AnthropicModel(Exchange exchange, ModelFact fact) {
    this.exchange = exchange;
    this.fact = fact;
  }

  @Override
  public ModelInfo info() {
    return fact.info();
  }

  /**
   * Asks a second time, without the thinking of earlier replies, when the provider refuses just
   * that: thinking is bound to the model, the account and the conversation that produced it, and a
   * session that moved on must not be stuck for good.
   */
  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    try {
      return ask(request, Thoughts.KEPT, deltas);
    } catch (ModelException e) {
      if (!refusesThoughts(e) || !Thoughts.areIn(request, AnthropicRequest.DIALECT)) throw e;
      return ask(request, Thoughts.LEFT_OUT, deltas);
    }
  }

  private Reply ask(ModelRequest request, Thoughts thoughts, Consumer<Delta> deltas)
      throws InterruptedException {
    var body = new AnthropicRequest(fact, request, thoughts).json();
    return exchange.send("/v1/messages", body, new AnthropicStream(deltas));
  }

  private static boolean refusesThoughts(ModelException e) {
    if (e.failure() != ModelException.Failure.INVALID_REQUEST) return false;
    var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("thinking")
        && (text.contains("block")
            || text.contains("signature")
            || text.contains("field required"));
  }
}
