package dev.jackdaw.azure;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.jackdaw.api.Block;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.Label;
import dev.jackdaw.api.Message;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.StopReason;
import dev.jackdaw.api.Usage;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of Azure. Asks once, but again without what only adds to a request and was refused,
 * and with another secret when there is one. The SDK's threads hand events over to the asking one.
 */
final class AzureModel implements Model {
  private final ModelBackend.Wanted wanted;
  private final AzureClients clients;
  private final AzureFailures failures;

  /** What the resource turned out to refuse; a lost update only asks in vain once more. */
  private volatile boolean withoutSummaries;

  AzureModel(ModelBackend.Wanted wanted, AzureClients clients) {
    this.wanted = wanted;
    this.clients = clients;
    this.failures = new AzureFailures(wanted, clients);
  }

  @Override
  public ModelInfo info() {
    return wanted.info();
  }

  /** What the SDK's threads tell: an event, or with none that the stream is over. */
  private record Told(@Nullable ResponseStreamEvent event, Optional<Throwable> failure) {}

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var extras = EnumSet.allOf(AzureRequest.Extra.class);
    if (withoutSummaries) extras.remove(AzureRequest.Extra.SUMMARY);
    var renewed = false;
    while (true) {
      try {
        return ask(new AzureRequest(wanted, request, extras).build(), deltas);
      } catch (ModelException e) {
        var outdated = e.failure() == Failure.UNAUTHORIZED && !renewed;
        if (outdated && clients.credentials().renew()) {
          renewed = true;
          continue;
        }
        var refused = refused(e);
        if (refused.isEmpty() || !extras.remove(refused.get())) throw e;
        withoutSummaries |= refused.get() == AzureRequest.Extra.SUMMARY;
      }
    }
  }

  /**
   * Summaries are not given to everybody, and reasoning is bound to the resource that produced it;
   * a session that moved on must not be stuck for good.
   */
  private static Optional<AzureRequest.Extra> refused(ModelException e) {
    if (e.failure() != Failure.INVALID_REQUEST) return Optional.empty();
    var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("reasoning summar") || words.contains("reasoning.summary")) {
      return Optional.of(AzureRequest.Extra.SUMMARY);
    }
    return words.contains("encrypted") || words.contains("'reasoning'")
        ? Optional.of(AzureRequest.Extra.REASONING)
        : Optional.empty();
  }

  private Reply ask(ResponseCreateParams body, Consumer<Delta> deltas) throws InterruptedException {
    var told = new LinkedBlockingQueue<Told>();
    var reply = new AzureReply(deltas);
    AsyncStreamResponse<ResponseStreamEvent> running = null;
    try {
      running = begin(body, told);
      while (true) {
        var next = told.poll(wanted.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) return kept(reply, failures.stalled());
        if (next.event() == null) return ended(reply, next.failure(), deltas);
        var failed = reply.accept(next.event());
        if (failed.isEmpty()) continue;
        return AzureFailures.isFiltered(failed.get())
            ? reply.declined(failed.get().message())
            : kept(reply, failures.of(failed.get()));
      }
    } catch (OpenAIException e) {
      return kept(reply, failures.of(e));
    } finally {
      if (running != null) running.close();
    }
  }

  private AsyncStreamResponse<ResponseStreamEvent> begin(
      ResponseCreateParams body, LinkedBlockingQueue<Told> told) throws InterruptedException {
    var client = clients.client();
    return AzureClients.withOwnClasses(() ->
        client
            .responses()
            .createStreaming(body)
            .subscribe(
                new AsyncStreamResponse.Handler<>() {
                  @Override
                  public void onNext(ResponseStreamEvent event) {
                    told.add(new Told(event, Optional.empty()));
                  }

                  @Override
                  public void onComplete(Optional<Throwable> failure) {
                    told.add(new Told(null, failure));
                  }
                }));
  }

  private Reply ended(AzureReply reply, Optional<Throwable> failure, Consumer<Delta> deltas) {
    if (failure.isPresent()) {
      var cause = cause(failure.get());
      var filtered = AzureFailures.filtered(cause);
      return filtered.isPresent()
          ? declined(filtered.get(), deltas)
          : kept(reply, failures.of(cause));
    }
    var whole = reply.reply();
    if (whole.isPresent()) return whole.get();
    return kept(reply, reply.hasBegun() ? failures.cut() : failures.notAModel());
  }

  /** The filter's refusal of a prompt is an answer: asking again would be answered alike. */
  private static Reply declined(String categories, Consumer<Delta> deltas) {
    var words = "Azure's content filter refused the request: " + categories + ".";
    deltas.accept(new Delta.TextDelta(words));
    return new Reply(
        new Message.Assistant(List.of(new Block.Text(words, Label.MODEL))),
        Usage.NONE,
        StopReason.REFUSED);
  }

  private static Reply kept(AzureReply reply, ModelException failure) {
    if (!failure.failure().isTransient()) throw failure;
    return reply.partial().orElseThrow(() -> failure);
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
