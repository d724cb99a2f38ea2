package dev.jackdaw.cli.audit;

import dev.jackdaw.api.AgentId;
import dev.jackdaw.api.CallId;
import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.api.json.Json;
import dev.jackdaw.engine.Origins;
import dev.jackdaw.journal.audit.AuditLog;
import dev.jackdaw.wire.EffectJson;
import dev.jackdaw.wire.LabelJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records every decision of a session. Writing is done by a thread of its own, which begins with
 * the first decision, so that no call waits for it and a session without calls pays nothing. What
 * cannot be written is told once; the session goes on.
 */
public final class Auditor implements Consumer<Occurrence>, AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final AuditLog log;
  private final SessionId session;
  private final Supplier<String> sandbox;
  private final Consumer<String> warnings;
  private final Origins origins;
  private final Map<Place, String> tools = new HashMap<>();
  private @Nullable ExecutorService writer;
  private volatile boolean failed;

  /** Ids are unique within an agent. */
  private record Place(AgentId agent, CallId call) {}

  /**
   * Makes one.
   *
   * @param sandbox names what confines commands
   * @param origins those of the session
   */
  public Auditor(
      AuditLog log,
      SessionId session,
      Supplier<String> sandbox,
      Consumer<String> warnings,
      Origins origins) {
    this.origins = origins;
    this.log = log;
    this.session = session;
    this.sandbox = sandbox;
    this.warnings = warnings;
  }

  /** Takes an event; they come one at a time. */
  @Override
  public void accept(Occurrence occurrence) {
    if (!(occurrence.event() instanceof Event.Durable event)) return;
    if (event instanceof Event.ReplyReceived reply) {
      for (var call : reply.message().calls()) {
        tools.put(new Place(occurrence.agent(), call.id()), call.tool());
      }
    }
    if (event instanceof Event.CallNested(_, _, var call)) {
      tools.put(new Place(occurrence.agent(), call.id()), call.tool());
    }
    if (event instanceof Event.CallFinished finished) {
      tools.remove(new Place(occurrence.agent(), finished.call()));
    }
    if (event instanceof Event.CallDecided decided) {
      var facts = facts(occurrence, decided);
      writer().execute(() -> write(facts));
    }
  }

  private Json.Obj facts(Occurrence occurrence, Event.CallDecided decided) {
    var labels = new ArrayList<String>();
    for (var label : origins.labels()) labels.add(LabelJson.write(label));
    labels.sort(null);
    var place = new Place(occurrence.agent(), decided.call());
    return Json.object()
        .put("time", occurrence.time().toString())
        .put("session", session.value())
        .put("agent", occurrence.agent().value())
        .put("turn", decided.turn().number())
        .put("tool", Objects.requireNonNullElse(tools.get(place), ""))
        .put("effects", EffectJson.write(decided.effects()))
        .put("decision", word(decided.decision()))
        .put("reason", decided.decision().reason())
        .put("labels", Json.strings(labels))
        .put("sandbox", sandbox.get())
        .build();
  }

  private static String word(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> "allow";
      case Decision.Ask _ -> "ask";
      case Decision.Deny _ -> "deny";
    };
  }

  private synchronized ExecutorService writer() {
    var known = writer;
    if (known != null) return known;
    var made =
        Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("audit").unstarted(work));
    writer = made;
    return made;
  }

  private void write(Json.Obj facts) {
    try {
      log.append(facts);
    } catch (IOException e) {
      tell(e);
    }
  }

  private void tell(IOException e) {
    if (failed) return;
    failed = true;
    warnings.accept(
        "jackdaw: the audit log "
            + log.file()
            + " cannot be written, so decisions are missing in it: "
            + e.getMessage());
  }

  /** Writes what is left and signs the end. */
  @Override
  public void close() {
    ExecutorService open;
    synchronized (this) {
      open = writer;
    }
    if (open == null) return;
    open.execute(this::seal);
    open.shutdown();
    try {
      if (!open.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        tell(new IOException("it took longer than " + PATIENCE_SECONDS + " s"));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void seal() {
    try {
      log.seal();
    } catch (IOException e) {
      tell(e);
    }
  }
}
