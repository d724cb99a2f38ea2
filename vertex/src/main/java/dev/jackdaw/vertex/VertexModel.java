package dev.jackdaw.vertex;

import com.google.genai.Client;
import dev.jackdaw.api.Delta;
import dev.jackdaw.api.JackdawException;
import dev.jackdaw.api.Model;
import dev.jackdaw.api.ModelBackend;
import dev.jackdaw.api.ModelException;
import dev.jackdaw.api.ModelException.Failure;
import dev.jackdaw.api.ModelInfo;
import dev.jackdaw.api.ModelRequest;
import dev.jackdaw.api.Reply;
import dev.jackdaw.api.json.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Gemini model of Vertex AI. Asks once, but again without the signatures of earlier replies when
 * just those were refused, and with another key when there is one. A thread of its own waits for
 * the SDK, so that the asking one can be interrupted.
 */
final class VertexModel implements Model {
  private final ModelBackend.Wanted wanted;
  private final VertexClients clients;
  private final VertexFailures failures;

  VertexModel(ModelBackend.Wanted wanted, VertexClients clients) {
    this.wanted = wanted;
    this.clients = clients;
    this.failures = new VertexFailures(wanted, clients);
  }

  @Override
  public ModelInfo info() {
    return wanted.info();
  }

  /** What the waiting thread tells: a chunk, or with none that the stream is over. */
  private record Told(Json.@Nullable Obj chunk, @Nullable Throwable failure) {}

  @Override
  public Reply reply(ModelRequest request, Consumer<Delta> deltas) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    var signatures = VertexRequest.Signatures.KEPT;
    var renewed = false;
    while (true) {
      try {
        return ask(request, signatures, deltas);
      } catch (ModelException e) {
        if (!renewed && isOutdated(e)) {
          renewed = true;
        } else if (signatures == VertexRequest.Signatures.KEPT && refusesSignatures(e)) {
          signatures = VertexRequest.Signatures.LEFT_OUT;
        } else {
          throw e;
        }
      }
    }
  }

  /** Returns whether another key may be had for the one that was refused. */
  private boolean isOutdated(ModelException e) {
    var project = clients.project();
    return e.failure() == Failure.UNAUTHORIZED && project.isExpress() && project.key().renew();
  }

  /** They are bound to the model and the project that made them. */
  private static boolean refusesSignatures(ModelException e) {
    if (e.failure() != Failure.INVALID_REQUEST) return false;
    var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("thought signature") || words.contains("thought_signature");
  }

  private Reply ask(
      ModelRequest request, VertexRequest.Signatures signatures, Consumer<Delta> deltas)
      throws InterruptedException {
    var body = new VertexRequest(wanted, request, signatures);
    var told = new LinkedBlockingQueue<Told>();
    var reply = new VertexReply(deltas);
    var waiting = Thread.ofVirtual().name("vertex").start(() -> listen(body, told));
    try {
      while (true) {
        var next = told.poll(wanted.stallTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) return kept(reply, failures.stalled());
        if (next.failure() instanceof JackdawException known
            && !(known instanceof ModelException)) {
          throw known;
        }
        if (next.failure() != null) return kept(reply, failures.of(next.failure()));
        if (next.chunk() == null) return ended(reply);
        reply.accept(next.chunk());
      }
    } finally {
      waiting.interrupt();
    }
  }

  private void listen(VertexRequest body, LinkedBlockingQueue<Told> told) {
    try {
      var _ =
          VertexClients.withOwnClasses(() -> {
            stream(client(), body, told);
            return true;
          });
      told.add(new Told(null, null));
    } catch (Exception | LinkageError e) {
      told.add(new Told(null, e));
    }
  }

  private Client client() {
    try {
      return clients.client();
    } catch (IOException e) {
      throw failures.unsigned(e);
    }
  }

  private void stream(Client client, VertexRequest body, LinkedBlockingQueue<Told> told) {
    var contents = body.contents();
    var name = wanted.info().name();
    try (var stream = client.models.generateContentStream(name, contents, body.config())) {
      for (var chunk : stream) told.add(new Told(Json.parseObject(chunk.toJson()), null));
    }
  }

  private Reply ended(VertexReply reply) {
    var whole = reply.reply();
    if (whole.isPresent()) return whole.get();
    return kept(reply, reply.hasBegun() ? failures.cut() : failures.notAModel());
  }

  private static Reply kept(VertexReply reply, ModelException failure) {
    if (!failure.failure().isTransient()) throw failure;
    return reply.partial().orElseThrow(() -> failure);
  }
}
