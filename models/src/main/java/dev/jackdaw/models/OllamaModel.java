package dev.jackdaw.models;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.json.Json;
import java.util.function.Consumer;

/**
 * A model that speaks Ollama's own dialect, because only there the context can be set: through the
 * compatible one a prompt that is too long loses its beginning, and nobody is told. Asks once: see
 * {@link RetryingModel}.
 */
final class OllamaModel implements Model {
  /** Below this, few tokens may just be a short prompt. */
  private static final int LONG_PROMPT_CHARS = 8_000;

  /** No tokenizer puts so many characters of prompts like ours into a token. */
  private static final int MOST_CHARS_PER_TOKEN = 12;

  private final Exchange exchange;
  private final ModelFact fact;
  private final OwnServer server;
  private final OllamaOptions options;

  OllamaModel(Exchange exchange, ModelFact fact, OwnServer server, OllamaOptions options) {
    this.exchange = exchange;
    this.fact = fact;
    this.server = server;
    this.options = options;
  }

  @Override
  public ModelInfo info() {
    var merged = server.merged(fact.info());
    if (options.context() == 0) return merged;
    return new ModelInfo(
        merged.provider(),
        merged.name(),
        options.context(),
        merged.maxOutput(),
        merged.features(),
        merged.prices(),
        merged.efforts());
  }

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    server.askAgainIfUnknown();
    var info = info();
    var body =
        new OllamaRequest(info, server.told().thinkValues(), options.keepAlive(), request).json();
    var reply = exchange.send("/api/chat", body, new OllamaStream(deltas));
    requireWhole(reply.usage().prompt(), body, info.window());
    return reply;
  }

  /** A reply to half a prompt is no reply: the model never saw what it was asked to do. */
  private void requireWhole(long counted, Json.Obj body, int context) {
    if (counted == 0) return;
    var sent = OllamaRequest.characters(body);
    var full = context > 0 && counted >= context;
    var tooFew = sent > LONG_PROMPT_CHARS && counted < sent / MOST_CHARS_PER_TOKEN;
    if (!full && !tooFew) return;
    throw new ModelException(
        Failure.OVERFLOW,
        "Ollama read only "
            + counted
            + " tokens of a prompt of "
            + sent
            + " characters and dropped the rest: the context of "
            + fact.info().name()
            + (context > 0 ? " is " + context + " tokens" : " is too small")
            + ". Set "
            + OllamaOptions.CONTEXT_VARIABLE
            + " to more, as far as the model and the memory allow.");
  }
}
