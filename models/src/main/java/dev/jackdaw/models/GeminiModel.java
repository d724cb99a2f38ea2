package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.Locale;
import java.util.function.Consumer;

/** A model that speaks the Gemini API. Asks once: see {@link RetryingModel}. */
final class GeminiModel implements Model {
  private final Exchange exchange;
  private final ModelFact fact;

  GeminiModel(Exchange exchange, ModelFact fact) {
    this.exchange = exchange;
    this.fact = fact;
  }

  @Override
  public ModelInfo info() {
    return fact.info();
  }

  /**
   * Asks a second time, without the signatures of earlier replies, when the provider refuses just
   * those: they are bound to the model and the project that made them.
   */
  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    try {
      return ask(request, Thoughts.KEPT, deltas);
    } catch (ModelException e) {
      if (!refusesSignatures(e)) throw e;
      return ask(request, Thoughts.LEFT_OUT, deltas);
    }
  }

  private Reply ask(ModelRequest request, Thoughts thoughts, Consumer<Delta> deltas)
      throws InterruptedException {
    var body = new GeminiRequest(fact, request, thoughts).json();
    var path = "/v1beta/models/" + fact.info().name() + ":streamGenerateContent?alt=sse";
    return exchange.send(path, body, new GeminiStream(deltas));
  }

  private static boolean refusesSignatures(ModelException e) {
    if (e.failure() != ModelException.Failure.INVALID_REQUEST) return false;
    var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("thought signature") || text.contains("thought_signature");
  }
}
