package dev.jackdaw.bedrock;

import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * A model of Bedrock. Asks once, and again with another key when there is one for that which was
 * refused. The SDK's threads hand events over to the asking one.
 */
final class BedrockModel implements Model {
  private final ModelBackend.Wanted wanted;
  private final BedrockClients clients;
  private final BedrockFailures failures;

  BedrockModel(ModelBackend.Wanted wanted, BedrockClients clients) {
    this.wanted = wanted;
    this.clients = clients;
    this.failures = new BedrockFailures(wanted, clients);
  }

  @Override
  public ModelInfo info() {
    return wanted.info();
  }

  /** What the SDK's threads tell: an event, or with none that the stream is over. */
  private record Told(@Nullable ConverseStreamOutput event, @Nullable Throwable failure) {}

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var body = new ConverseRequest(wanted, request).build();
    try {
      return asked(body, deltas);
    } catch (ModelException e) {
      if (!isOutdated(e)) throw e;
      return asked(body, deltas);
    }
  }

  private Reply asked(ConverseStreamRequest body, Consumer<Delta> deltas)
      throws InterruptedException {
    try {
      return ask(body, new ConverseReply(deltas));
    } catch (SdkException e) {
      throw failures.of(e);
    }
  }

  /** Returns whether another key may be had for the one that was refused. */
  private boolean isOutdated(ModelException e) {
    return e.failure() == Failure.UNAUTHORIZED
        && clients.isKept()
        && wanted.network().key().renew();
  }

  private Reply ask(ConverseStreamRequest body, ConverseReply reply) throws InterruptedException {
    var told = new LinkedBlockingQueue<Told>();
    var handler =
        ConverseStreamResponseHandler.builder()
            .subscriber(event -> told.add(new Told(event, null)))
            .build();
    var client = clients.client();
    var running = BedrockClients.withOwnClasses(() -> client.converseStream(body, handler));
    var _ = running.whenComplete((_, failure) -> told.add(new Told(null, failure)));
    try {
      while (true) {
        var next = told.poll(wanted.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) throw failures.stalled();
        if (next.failure() != null) throw failures.of(cause(next.failure()));
        if (next.event() == null) return reply.reply().orElseThrow(failures::cut);
        reply.accept(next.event());
      }
    } finally {
      running.cancel(true);
    }
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
