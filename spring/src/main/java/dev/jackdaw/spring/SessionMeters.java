package dev.jackdaw.spring;

import dev.jackdaw.api.Decision;
import dev.jackdaw.api.Event;
import dev.jackdaw.api.Occurrence;
import dev.jackdaw.api.Outcome;
import dev.jackdaw.api.SessionId;
import dev.jackdaw.embed.SessionListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Turns events into meters. No meter has the name of a session, a file or a prompt in its tags. */
final class SessionMeters implements SessionListener {
  private final MeterRegistry registry;

  SessionMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void heard(SessionId session, Occurrence occurrence) {
    switch (occurrence.event()) {
      case Event.ReplyReceived reply -> replied(reply);
      case Event.CallFinished call -> finished(call);
      case Event.CallDecided decided when decided.decision() instanceof Decision.Deny ->
          Counter.builder("jackdaw.calls.denied").register(registry).increment();
      case Event.TaskFinished(var outcome) when occurrence.agent().isMain() ->
          Counter.builder("jackdaw.tasks")
              .tag("outcome", name(outcome))
              .register(registry)
              .increment();
      default -> {}
    }
  }

  private void replied(Event.ReplyReceived reply) {
    Timer.builder("jackdaw.replies")
        .description("Replies of the model")
        .tag("model", reply.model())
        .register(registry)
        .record(reply.took());
    tokens("input", reply.usage().input());
    tokens("output", reply.usage().output());
    reply
        .dollars()
        .ifPresent(dollars ->
            Counter.builder("jackdaw.cost")
                .baseUnit("dollars")
                .register(registry)
                .increment(dollars));
  }

  private void tokens(String kind, long count) {
    Counter.builder("jackdaw.tokens")
        .tag("kind", kind)
        .register(registry)
        .increment((double) count);
  }

  private void finished(Event.CallFinished call) {
    Timer.builder("jackdaw.calls")
        .description("Calls of tools")
        .tag("status", call.result().status().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(call.took());
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> "finished";
      case Outcome.Interrupted _ -> "interrupted";
      case Outcome.LimitReached _ -> "limit";
      case Outcome.Blocked _ -> "blocked";
      case Outcome.Failed _ -> "failed";
    };
  }
}
