package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.Locale;
import java.util.function.Consumer;

/** A model that speaks OpenAI's Responses API. Asks once: see {@link RetryingModel}. */
final class ResponsesModel implements Model {
  private final Exchange exchange;
  private final ModelFact fact;

  /** What the account turned out to allow; a lost update only asks in vain once more. */
  private volatile ResponsesRequest.Summary summary = ResponsesRequest.Summary.WANTED;

  ResponsesModel(Exchange exchange, ModelFact fact) {
    this.exchange = exchange;
    this.fact = fact;
  }

  @Override
  public ModelInfo info() {
    return fact.info();
  }

  /**
   * Asks again when the provider refuses what only adds to the request: summaries, which it gives
   * to verified organizations alone, and the reasoning of earlier replies, which is bound to the
   * model and the account that produced it. A session that moved on must not be stuck for good.
   */
  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    var thoughts = Thoughts.KEPT;
    while (true) {
      try {
        return ask(request, thoughts, deltas);
      } catch (ModelException e) {
        if (refuses(e, "reasoning summar") && summary == ResponsesRequest.Summary.WANTED) {
          summary = ResponsesRequest.Summary.NOT_ALLOWED;
        } else if ((refuses(e, "encrypted") || refuses(e, "'reasoning'"))
            && thoughts == Thoughts.KEPT
            && Thoughts.areIn(request, ResponsesRequest.DIALECT)) {
          thoughts = Thoughts.LEFT_OUT;
        } else {
          throw e;
        }
      }
    }
  }

  private Reply ask(ModelRequest request, Thoughts thoughts, Consumer<Delta> deltas)
      throws InterruptedException {
    var body = new ResponsesRequest(fact, request, thoughts, summary).json();
    return exchange.send("/responses", body, new ResponsesStream(deltas));
  }

  private static boolean refuses(ModelException e, String words) {
    return e.failure() == ModelException.Failure.INVALID_REQUEST
        && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }
}
